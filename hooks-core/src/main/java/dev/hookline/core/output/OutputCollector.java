package dev.hookline.core.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookEvent.PartialLineWritten;
import dev.hookline.api.HookId;
import dev.hookline.api.HookOutput;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.OutputLine;
import dev.hookline.api.OutputLine.Channel;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.secret.StreamMasker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The output of one hook: each channel is masked, then kept, cut into lines and copied. What comes
 * after the hook's outcome is decided is dropped. One write at a time is passed on, so lines never
 * mix and listeners hear one line at a time. What is kept has a lock of its own, which is never
 * held while others are called: it can be read even if a listener or a copy does not return.
 */
public final class OutputCollector implements HookOutput {
  /** How long the end of a hook waits for one call of a listener when its time is up. */
  private static final long STUCK_MILLIS = 50;

  private static final long CHECK_MILLIS = 10;

  private final OutputScope run;
  private final HookId hook;
  private final boolean areLinesHeard;
  private volatile @Nullable OutputStream copy;
  private final BooleanSupplier isTimeUp;
  private final Object keeping = new Object();
  private volatile @Nullable Written written;
  private final ReentrantLock passingOn = new ReentrantLock();
  private volatile @Nullable Thread writer;
  private volatile boolean closed;

  /**
   * Creates the output of a hook.
   *
   * @param isTimeUp says whether the hook was to end: from then on no listener is waited for
   */
  public OutputCollector(OutputScope run, HookId hook, BooleanSupplier isTimeUp) {
    this.run = run;
    this.hook = hook;
    this.isTimeUp = isTimeUp;
    this.areLinesHeard = run.heard().hears(Heard.LINE_WRITTEN | Heard.PARTIAL_LINE_WRITTEN);
  }

  @Override
  public PrintStream out() {
    return written().out.stream();
  }

  @Override
  public PrintStream err() {
    return written().err.stream();
  }

  @Override
  public void write(Channel channel, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    Written to = written();
    passOn(() -> (channel == Channel.OUT ? to.out : to.err).write(bytes, offset, length));
  }

  /** Returns what takes the output, made when a hook is about to write: most write nothing. */
  private Written written() {
    synchronized (keeping) {
      Written known = written == null ? new Written() : written;
      written = known;
      return known;
    }
  }

  private void passOn(Runnable action) {
    passingOn.lock();
    Thread outer = writer;
    writer = Thread.currentThread();
    try {
      if (!closed) {
        action.run();
      }
    } finally {
      writer = outer;
      passingOn.unlock();
    }
  }

  @Override
  public void copyTo(OutputStream stream) {
    copy = Objects.requireNonNull(stream, "stream");
  }

  /** Flushes the copy as well, so that a log shows what has been written so far. */
  @Override
  public void flush() {
    passOn(
        () -> {
          flushCopy();
          Written known = written;
          if (known != null && run.heard().hears(Heard.PARTIAL_LINE_WRITTEN)) {
            known.out.sendBegun();
            known.err.sendBegun();
          }
        });
  }

  @Override
  public List<String> lastLines(int count) {
    Written known = written;
    if (known == null) {
      return List.of();
    }
    synchronized (keeping) {
      String text = known.kept.toOutput().text() + known.out.heldText() + known.err.heldText();
      List<String> lines = text.lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
  }

  /** Ends the output and returns what is kept of it. */
  public KeptOutput close(boolean isAbandoned) {
    if (!hasTakenTurn(isAbandoned)) {
      giveUp();
      return kept();
    }
    try {
      end();
    } finally {
      passingOn.unlock();
    }
    return kept();
  }

  private KeptOutput kept() {
    Written known = written;
    if (known == null) {
      return KeptOutput.none();
    }
    synchronized (keeping) {
      return known.kept.toOutput();
    }
  }

  private void end() {
    if (!closed) {
      Written known = written;
      if (known != null) {
        known.out.end();
        known.err.end();
      }
      closed = true;
      flushCopy();
    }
  }

  /** Passes nothing more on, and leaves what does not even return then to itself. */
  private void giveUp() {
    boolean isNews = !closed;
    closed = true;
    if (hasLocked(STUCK_MILLIS)) {
      passingOn.unlock();
    } else if (run.heard().isAnything()) {
      run.listeners().dropHeldBy(writer);
    }
    if (isNews) {
      run.warn(
          "listeners and copies lack the end of the output of "
              + hook
              + ", because one of them did not take it in time");
    }
  }

  /** Waits for the write that is under way: while there is time, and then a moment longer. */
  private boolean hasTakenTurn(boolean isAbandoned) {
    boolean hasLocked = passingOn.tryLock();
    while (!hasLocked && !isAbandoned && !isInterruptedOrLate()) {
      hasLocked = hasLocked(CHECK_MILLIS);
    }
    return hasLocked || hasLocked(STUCK_MILLIS);
  }

  private boolean isInterruptedOrLate() {
    return Thread.currentThread().isInterrupted() || isTimeUp.getAsBoolean();
  }

  /** Waits through interrupts, and sets the flag again. */
  private boolean hasLocked(long millis) {
    boolean wasInterrupted = Thread.interrupted();
    try {
      return passingOn.tryLock(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      wasInterrupted = true;
      return passingOn.tryLock();
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

  private void flushCopy() {
    if (copy != null) {
      copied(OutputStream::flush);
    }
  }

  /** What takes the output, and keeps its beginning and its end. */
  private final class Written {
    final HeadAndTail kept = new HeadAndTail();
    final ChannelWriter out = new ChannelWriter(Channel.OUT, kept);
    final ChannelWriter err = new ChannelWriter(Channel.ERR, kept);
  }

  /**
   * One way out: holds back what may be the beginning of a secret. It takes what is masked, and the
   * lines of that, itself: two lambdas would cost the first script of a JVM a millisecond.
   */
  private final class ChannelWriter implements StreamMasker.Sink, LineSplitter.Listener {
    private final Channel channel;
    private final HeadAndTail kept;
    private final LineSplitter lines = new LineSplitter(this);
    private final StreamMasker masker = new StreamMasker(this);
    private @Nullable PrintStream stream;
    private String sentBegun = "";
    private volatile String heldText = "";

    ChannelWriter(Channel channel, HeadAndTail kept) {
      this.channel = channel;
      this.kept = kept;
    }

    /** Made when a hook asks for it: it has buffers of 24 KB, and most hooks print nothing. */
    synchronized PrintStream stream() {
      PrintStream known = stream;
      if (known == null) {
        known = new PrintStream(new ChannelStream(channel), false, UTF_8);
        stream = known;
      }
      return known;
    }

    @Override
    public void line(String text, boolean continued) {
      if (closed) {
        return;
      }
      sentBegun = "";
      if (run.heard().hears(Heard.LINE_WRITTEN)) {
        Listeners listeners = run.listeners();
        OutputLine line = new OutputLine(hook, channel, text, continued);
        listeners.send(new LineWritten(listeners.run(), run.now(), line));
      }
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
      heldText = "";
      Masker secrets = run.masker();
      masker.write(secrets, bytes, offset, length);
      heldText = secrets.isNone() ? "" : masker.heldText();
    }

    /** What will be shown if nothing follows. */
    String heldText() {
      return heldText;
    }

    void end() {
      heldText = "";
      masker.end();
      lines.end();
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
      if (length == 0) {
        return;
      }
      synchronized (keeping) {
        kept.add(bytes, offset, length);
      }
      copied(to -> to.write(bytes, offset, length));
      if (areLinesHeard) {
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
