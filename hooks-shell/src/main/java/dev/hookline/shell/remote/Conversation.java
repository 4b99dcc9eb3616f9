package dev.hookline.shell.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.ByteSource;
import dev.hookline.api.HookOutput;
import dev.hookline.api.OutputLine.Channel;
import dev.hookline.shell.output.OutputView;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What comes back from the other side: that it is ready, the output of the script, and how the
 * script ended. All come on one stream, told apart by a marker that begins with a character that is
 * not in the rest of it. Writing is for one thread.
 */
final class Conversation extends OutputView {
  /** More than may be handed over, so that too much is seen to be too much. */
  private static final int MOST_BYTES = (1 << 20) + 4096;

  private static final int BUFFER_BYTES = 8192;

  private final byte[] marker;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final ByteArrayOutputStream report = new ByteArrayOutputStream();
  private final byte[] single = new byte[1];
  private int matched;
  private boolean isReport;
  private volatile Optional<Ending> ending = Optional.empty();

  /**
   * How the script ended.
   *
   * @param code its exit code
   * @param file the name of its file for what it hands over
   * @param handedOver what is in that file
   */
  record Ending(int code, String file, ByteSource handedOver) {}

  Conversation(HookOutput output, String marker) {
    super(output);
    this.marker = marker.getBytes(UTF_8);
  }

  /** Returns when the other side can be sent something. */
  void awaitReady() throws InterruptedException {
    ready.await();
  }

  /** Returns whether something may have been sent. */
  boolean wasReady() {
    return ready.getCount() == 0;
  }

  Optional<Ending> ending() {
    return ending;
  }

  @Override
  public void write(Channel channel, byte[] bytes, int offset, int length) {
    if (channel == Channel.ERR) {
      output.write(channel, bytes, offset, length);
      return;
    }
    for (int i = offset; i < offset + length; i++) {
      take(bytes[i]);
    }
    passOn();
  }

  private void take(byte next) {
    if (matched == marker.length) {
      matched = 0;
      mark((char) next);
    } else if (next == marker[matched]) {
      matched++;
    } else {
      keep(marker, matched);
      matched = next == marker[0] ? 1 : 0;
      single[0] = next;
      keep(single, 1 - matched);
    }
  }

  private void mark(char kind) {
    switch (kind) {
      case '+' -> ready.countDown();
      case '<' -> isReport = true;
      default -> {
        isReport = false;
        ending = parsed(report.toString(UTF_8), report.toByteArray());
      }
    }
  }

  private static Optional<Ending> parsed(String report, byte[] bytes) {
    int space = report.indexOf(' ');
    int end = report.indexOf('\n');
    if (space < 0 || end < space || !report.substring(0, space).matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int code = Integer.parseInt(report.substring(0, space));
    int head = report.substring(0, end + 1).getBytes(UTF_8).length;
    byte[] rest = Arrays.copyOfRange(bytes, head, bytes.length);
    return Optional.of(new Ending(code, report.substring(space + 1, end), ByteSource.wrap(rest)));
  }

  private void keep(byte[] bytes, int length) {
    ByteArrayOutputStream target = isReport ? report : text;
    if (!isReport || report.size() < MOST_BYTES) {
      target.write(bytes, 0, length);
    }
    if (text.size() >= BUFFER_BYTES) {
      passOn();
    }
  }

  private void passOn() {
    byte[] bytes = text.toByteArray();
    text.reset();
    if (bytes.length > 0) {
      output.write(Channel.OUT, bytes, 0, bytes.length);
    }
  }

  /** Passes on what may have been the beginning of a marker, because no more will come. */
  void end() {
    keep(marker, matched);
    matched = 0;
    passOn();
  }
}
