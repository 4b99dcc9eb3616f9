package dev.hookline.shell.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.HookOutput;
import dev.hookline.api.OutputLine.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Keeps what a hook writes, for tests; counts what is beyond its bounds. */
public final class RecordingOutput implements HookOutput {
  private static final int MOST_BYTES = 4 << 20;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<OutputStream> copies = new ArrayList<>();
  private long written;
  private Duration delay = Duration.ZERO;
  private Optional<RuntimeException> failure = Optional.empty();

  @Override
  public synchronized void write(Channel channel, byte[] bytes, int offset, int length) {
    failure.ifPresent(
        thrown -> {
          throw thrown;
        });
    LockSupport.parkNanos(delay.toNanos());
    ByteArrayOutputStream target = channel == Channel.OUT ? out : err;
    if (target.size() < MOST_BYTES) {
      target.write(bytes, offset, length);
    }
    written += length;
    copies.forEach(copy -> write(copy, bytes, offset, length));
    notifyAll();
  }

  private static void write(OutputStream copy, byte[] bytes, int offset, int length) {
    try {
      copy.write(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void copyTo(OutputStream stream) {
    copies.add(stream);
  }

  public synchronized void flushCopies() throws IOException {
    for (OutputStream copy : copies) {
      copy.flush();
    }
  }

  @Override
  public void flush() {
    // each write is recorded at once
  }

  @Override
  public List<String> lastLines(int count) {
    List<String> lines = (text() + errors()).lines().toList();
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  @Override
  public PrintStream out() {
    return new PrintStream(out, true, UTF_8);
  }

  @Override
  public PrintStream err() {
    return new PrintStream(err, true, UTF_8);
  }

  /** Makes each write take a while. */
  public void delay(Duration each) {
    this.delay = each;
  }

  /** Makes each write fail. */
  public void failWith(RuntimeException thrown) {
    this.failure = Optional.of(thrown);
  }

  /** Waits until the output holds a text. */
  public synchronized void await(String text) throws InterruptedException {
    await(() -> text().contains(text));
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not seen within 20 s; output so far: " + text());
      }
      wait(100);
    }
  }

  public synchronized String text() {
    return out.toString(UTF_8);
  }

  public synchronized byte[] bytes() {
    return out.toByteArray();
  }

  public synchronized String errors() {
    return err.toString(UTF_8);
  }

  public List<String> lines() {
    return text().lines().toList();
  }

  public synchronized long written() {
    return written;
  }

  public Optional<String> line(String prefix) {
    return lines().stream().filter(line -> line.startsWith(prefix)).findFirst();
  }
}
