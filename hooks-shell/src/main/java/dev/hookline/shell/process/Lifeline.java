package dev.hookline.shell.process;

import dev.hookline.shell.files.HelperThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Standard input that stays open for as long as someone waits for the process: whoever reads it to
 * its end learns that this is over, even if this JVM was killed, since the kernel closes the pipe
 * then. For one process.
 */
public final class Lifeline {
  private final Feed feed;
  private final CountDownLatch cut = new CountDownLatch(1);

  private volatile boolean isFeeding = true;

  // guarded by this

  private @Nullable Thread feeding;

  /** Writes what the process is to read. */
  public interface Feed {
    /**
     * Writes it; the input stays open afterwards.
     *
     * @throws IOException if the process no longer reads
     * @throws InterruptedException if the process has ended, or is to end
     */
    void write(OutputStream input) throws IOException, InterruptedException;
  }

  /** Creates one that begins with what is written here. */
  public Lifeline(Feed feed) {
    this.feed = feed;
  }

  /** Has the input written, and held open, by a thread of its own: a pipe may be full. */
  void hold(OutputStream input) {
    HelperThreads.run(() -> feedAndHold(input));
  }

  private void feedAndHold(OutputStream input) {
    try (input) {
      if (begins()) {
        feed.write(input);
        input.flush();
        isFeeding = false;
        cut.await();
      }
    } catch (IOException | InterruptedException e) {
      return; // how the process ended says more
    } finally {
      feedingEnds();
    }
  }

  private synchronized boolean begins() {
    feeding = Thread.currentThread();
    return cut.getCount() > 0;
  }

  /** No interrupt may reach what the thread does next. */
  private synchronized void feedingEnds() {
    feeding = null;
    Thread.interrupted();
  }

  /** Returns whether what the process is to read is still to be written. */
  boolean isFeeding() {
    return isFeeding;
  }

  /** Closes the input, as soon as nothing is being written. */
  synchronized void cut() {
    cut.countDown();
    if (feeding != null) {
      feeding.interrupt();
    }
  }
}
