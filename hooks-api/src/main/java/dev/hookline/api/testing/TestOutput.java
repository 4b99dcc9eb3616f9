package dev.hookline.api.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.HookOutput;
import dev.hookline.api.OutputLine.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a hook under test wrote; all of it is kept, and nothing is masked. Thread-safe.
 *
 * @see TestContext
 */
public final class TestOutput implements HookOutput {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
  private final List<OutputStream> copies = new ArrayList<>();
  private final PrintStream out = new PrintStream(new ChannelStream(Channel.OUT), false, UTF_8);
  private final PrintStream err = new PrintStream(new ChannelStream(Channel.ERR), false, UTF_8);
  private final Runnable onWrite;

  TestOutput(Runnable onWrite) {
    this.onWrite = onWrite;
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  /** {@inheritDoc} A copy that throws makes the write fail, so that no test overlooks it. */
  @Override
  public void write(Channel channel, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    synchronized (this) {
      written.write(bytes, offset, length);
      if (channel == Channel.ERR) {
        complaints.write(bytes, offset, length);
      }
      copies.forEach(copy -> write(copy, bytes, offset, length));
    }
    onWrite.run();
  }

  private static void write(OutputStream copy, byte[] bytes, int offset, int length) {
    try {
      copy.write(bytes, offset, length);
      copy.flush();
    } catch (IOException e) {
      throw new AssertionError("the copy of the output cannot be written", e);
    }
  }

  @Override
  public synchronized void copyTo(OutputStream stream) {
    copies.add(Objects.requireNonNull(stream, "stream"));
  }

  /** Does nothing: what was written can be read at once. */
  @Override
  public void flush() {}

  /** Returns all that was written to both ways out, in the order in which it was written. */
  public synchronized String text() {
    return written.toString(UTF_8);
  }

  /** Returns what was written to standard error. */
  public synchronized String errorText() {
    return complaints.toString(UTF_8);
  }

  /** Returns the lines of both ways out, without their ends; the last one may be incomplete. */
  public List<String> lines() {
    return text().lines().toList();
  }

  @Override
  public List<String> lastLines(int count) {
    List<String> all = lines();
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  /** Returns {@link #text()}. */
  @Override
  public String toString() {
    return text();
  }

  private final class ChannelStream extends OutputStream {
    private final Channel channel;

    ChannelStream(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      TestOutput.this.write(channel, bytes, offset, length);
    }
  }
}
