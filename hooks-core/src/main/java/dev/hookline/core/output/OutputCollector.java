package dev.hookline.core.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookEvent.PartialLineWritten;
import dev.hookline.api.HookId;
import dev.hookline.api.HookOutput;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.OutputLine;
import dev.hookline.api.OutputLine.Channel;
import dev.hookline.core.secret.StreamMasker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The output of one hook: each channel is masked, then kept, cut into lines and copied. What comes
 * after the hook's outcome is decided is dropped. Everything happens under one lock, so lines never
 * mix and listeners hear one line at a time; a hook cannot take that lock and keep it.
 */
public final class OutputCollector implements HookOutput {
  /** How long the end of a hook that was abandoned waits for a write of it. */
  private static final long STUCK_MILLIS = 50;

  private final OutputScope run;
  private final HookId hook;
  private final HeadAndTail kept = new HeadAndTail();
  private final ChannelWriter outWriter = new ChannelWriter(Channel.OUT);
  private final ChannelWriter errWriter = new ChannelWriter(Channel.ERR);
  private volatile @Nullable OutputStream copy;
  private volatile boolean closed;
  private final ReentrantLock lock = new ReentrantLock();

  /** Creates the output of a hook. */
  public OutputCollector(OutputScope run, HookId hook) {
    this.run = run;
    this.hook = hook;
  }

  @Override
  public PrintStream out() {
    return outWriter.stream;
  }

  @Override
  public PrintStream err() {
    return errWriter.stream;
  }

  @Override
  public void write(Channel channel, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    lock.lock();
    try {
      if (!closed) {
        (channel == Channel.OUT ? outWriter : errWriter).write(bytes, offset, length);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void copyTo(OutputStream stream) {
    copy = Objects.requireNonNull(stream, "stream");
  }

  @Override
  public void flush() {
    lock.lock();
    try {
      if (!closed && run.listeners().isHeard()) {
        outWriter.sendBegun();
        errWriter.sendBegun();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<String> lastLines(int count) {
    lock.lock();
    try {
      String text = kept.toOutput().text() + outWriter.heldText() + errWriter.heldText();
      List<String> lines = text.lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } finally {
      lock.unlock();
    }
  }

  /** Ends the output and returns what is kept of it; that of an abandoned hook may be stuck. */
  public KeptOutput close(boolean isAbandoned) {
    if (!isAbandoned) {
      lock.lock();
    } else if (!hasLockedInTime()) {
      closed = true;
      run.warn("the output of " + hook + " is lost, because a write to it does not return");
      return KeptOutput.none();
    }
    try {
      return close();
    } finally {
      lock.unlock();
    }
  }

  private KeptOutput close() {
    if (!closed) {
      outWriter.end();
      errWriter.end();
      closed = true;
      copied(OutputStream::flush);
    }
    return kept.toOutput();
  }

  private boolean hasLockedInTime() {
    boolean wasInterrupted = Thread.interrupted();
    try {
      return lock.tryLock(STUCK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      wasInterrupted = true;
      return lock.tryLock();
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private interface CopyAction {
    void on(OutputStream stream) throws IOException;
  }

  private void copied(CopyAction action) {
    OutputStream stream = copy;
    if (stream == null) {
      return;
    }
    try {
      action.on(stream);
    } catch (IOException | RuntimeException e) {
      copy = null;
      run.warn("the output of " + hook + " is no longer copied: " + FailureText.of(e));
    }
  }

  /** One way out: holds back what may be the beginning of a secret. */
  private final class ChannelWriter {
    final PrintStream stream;
    private final Channel channel;
    private final LineSplitter lines = new LineSplitter(this::sendLine);
    private final StreamMasker masker = new StreamMasker(this::accept);
    private String sentBegun = "";

    ChannelWriter(Channel channel) {
      this.channel = channel;
      this.stream = new PrintStream(new ChannelStream(channel), false, UTF_8);
    }

    private void sendLine(String text, boolean continued) {
      Listeners listeners = run.listeners();
      OutputLine line = new OutputLine(hook, channel, text, continued);
      sentBegun = "";
      listeners.send(new LineWritten(listeners.run(), run.now(), line));
    }

    /** Sends the beginning of a line, unless it has been sent already. */
    void sendBegun() {
      String text = lines.begun();
      if (!text.equals(sentBegun)) {
        sentBegun = text;
        Listeners listeners = run.listeners();
        OutputLine line = new OutputLine(hook, channel, text, false);
        listeners.send(new PartialLineWritten(listeners.run(), run.now(), line));
      }
    }

    void write(byte[] bytes, int offset, int length) {
      masker.write(run.masker(), bytes, offset, length);
    }

    /** What will be shown if nothing follows. */
    String heldText() {
      return masker.heldText();
    }

    void end() {
      masker.end();
      lines.end();
    }

    private void accept(byte[] bytes, int offset, int length) {
      if (length == 0) {
        return;
      }
      kept.add(bytes, offset, length);
      copied(to -> to.write(bytes, offset, length));
      if (run.listeners().isHeard()) {
        lines.add(bytes, offset, length);
      }
    }
  }

  /** What stands behind the print streams. */
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
      OutputCollector.this.write(channel, bytes, offset, length);
    }

    @Override
    public void flush() {
      OutputCollector.this.flush();
    }
  }
}
