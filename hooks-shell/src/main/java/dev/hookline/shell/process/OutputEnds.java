package dev.hookline.shell.process;

import dev.hookline.api.HookOutput;
import dev.hookline.api.OutputLine.Channel;

/**
 * The beginning and the end of an output that nobody observes; what lies between is only counted.
 */
final class OutputEnds {
  /** How much of each end is passed on. */
  private static final int KEPT_BYTES = 64 << 10;

  private final HookOutput output;
  private final Channel channel;
  private byte[] ring = new byte[0];
  private long headBytes;
  private long tailBytes;

  OutputEnds(HookOutput output, Channel channel) {
    this.output = output;
    this.channel = channel;
  }

  void write(byte[] bytes, int length) {
    int head = (int) Math.min(length, KEPT_BYTES - headBytes);
    if (head > 0) {
      output.write(channel, bytes, 0, head);
      headBytes += head;
    }
    keep(bytes, head, length - head);
  }

  private void keep(byte[] bytes, int offset, int length) {
    if (length > 0 && ring.length == 0) {
      ring = new byte[KEPT_BYTES];
    }
    int from = offset + Math.max(0, length - KEPT_BYTES);
    tailBytes += from - offset;
    while (from < offset + length) {
      int at = (int) (tailBytes % KEPT_BYTES);
      int n = Math.min(offset + length - from, KEPT_BYTES - at);
      System.arraycopy(bytes, from, ring, at, n);
      from += n;
      tailBytes += n;
    }
  }

  /** Passes on the end. */
  void finish() {
    if (tailBytes > KEPT_BYTES) {
      output.skip(tailBytes - KEPT_BYTES);
      int oldest = (int) (tailBytes % KEPT_BYTES);
      output.write(channel, ring, oldest, KEPT_BYTES - oldest);
      output.write(channel, ring, 0, oldest);
    } else if (tailBytes > 0) {
      output.write(channel, ring, 0, (int) tailBytes);
    }
    tailBytes = 0;
  }
}
