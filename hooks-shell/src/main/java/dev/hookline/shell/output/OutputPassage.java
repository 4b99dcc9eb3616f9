package dev.hookline.shell.output;

import dev.hookline.api.HookOutput;
import dev.hookline.api.OutputLine.Channel;
import dev.hookline.shell.files.HelperThreads;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads pipes and passes on what is in them, in one thread, which is taken for the first output;
 * another one says when, and when to stop. What listens may hold up the first thread, and never the
 * second.
 */
final class OutputPassage implements Runnable {
  private static final int CHUNK_BYTES = 64 << 10;

  /** How often, and how long, more output is awaited before the thread sleeps. */
  private static final int MOMENTS = 10;

  private static final long MOMENT_NANOS = 50_000;

  /**
   * How often the processor is given away before that: a pipe that is full stops its writer, and to
   * sleep takes longer than to fill it.
   */
  private static final int YIELDS = 50;

  private final HookOutput output;
  private final List<Channel> channels;
  private final List<Fifo> pipes;
  private final AtomicInteger pokes = new AtomicInteger();
  private byte[] buffer = new byte[0];
  private volatile long length;

  /** Counts the reads; odd while one is under way. */
  private volatile long reads;

  private long readsSeen;

  // guarded by this

  private @Nullable Thread thread;
  private boolean hasStarted;

  /** Whether the thread waits for a request, with all passed on that it has read. */
  private boolean isIdle;

  private boolean hasEnded;
  private @Nullable Throwable failure;
  private boolean isRequested;
  private volatile boolean isEndRequested;
  private volatile boolean isAbandoned;

  /** Creates it; the reading thread closes the pipes if the other one has left them to it. */
  OutputPassage(HookOutput output, List<Channel> channels, List<Fifo> pipes) {
    this.output = output;
    this.channels = channels;
    this.pipes = pipes;
  }

  // ---- the thread that passes on

  @Override
  public void run() {
    Throwable thrown = null;
    try {
      while (awaitRequest()) {
        passOnWhatComes();
        output.flush();
      }
      passOnTheRest();
    } catch (Throwable t) {
      thrown = t;
    }
    end(thrown);
  }

  /** Returns whether there is something to pass on, other than the rest. */
  private synchronized boolean awaitRequest() {
    thread = Thread.currentThread();
    isIdle = true;
    while (!isRequested && !isEndRequested && !isAbandoned) {
      try {
        wait();
      } catch (InterruptedException e) {
        // A listener did that to its thread; it is not meant for the next one.
      }
    }
    isIdle = false;
    isRequested = false;
    return !isEndRequested && !isAbandoned;
  }

  @SuppressWarnings("ThreadPriorityCheck") // if no other thread wants the processor, it reads on
  private void passOnWhatComes() throws IOException {
    for (int idle = -YIELDS; idle < MOMENTS && !isEndRequested && !isAbandoned; idle++) {
      long before = length;
      for (int i = 0; i < pipes.size(); i++) {
        passOn(i, CHUNK_BYTES);
      }
      if (length > before) {
        idle = -YIELDS - 1;
      } else if (idle < 0) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(MOMENT_NANOS);
      }
    }
  }

  private void passOnTheRest() throws IOException {
    for (int i = 0; i < pipes.size() && !hasEnded(); i++) {
      int rest = isAbandoned ? 0 : pipes.get(i).available();
      int passedOn = rest;
      while (rest > 0 && passedOn > 0) { // the script may read its own output
        passedOn = passOn(i, rest);
        rest -= passedOn;
      }
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread changes it
  private int passOn(int i, int most) throws IOException {
    Fifo pipe = pipes.get(i);
    int wanted = Math.min(Math.min(most, CHUNK_BYTES), pipe.available());
    if (wanted == 0) {
      return 0;
    }
    if (buffer.length < wanted) {
      buffer = new byte[wanted];
    }
    int count = read(pipe, wanted);
    if (count > 0 && !isAbandoned) {
      length += count;
      output.write(channels.get(i), buffer, 0, count);
    }
    return isAbandoned ? 0 : count;
  }

  /** Waits, against all expectation, if another process has just read what was there. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread changes it
  private int read(Fifo pipe, int wanted) throws IOException {
    reads++;
    try {
      return withoutPokes(pipe.read(buffer, wanted));
    } finally {
      reads++;
    }
  }

  private int withoutPokes(int count) {
    int left = count;
    for (int i = count - 1; i >= 0 && pokes.get() > 0; i--) {
      if (buffer[i] == 0) {
        System.arraycopy(buffer, i + 1, buffer, i, left - i - 1);
        left--;
        pokes.decrementAndGet();
      }
    }
    return left;
  }

  private synchronized void end(@Nullable Throwable thrown) {
    Thread.interrupted(); // it was meant for what held this thread up
    if (hasEnded) {
      return;
    }
    failure = thrown;
    hasEnded = true;
    thread = null;
    notifyAll();
    if (isAbandoned) {
      try {
        closePipes();
      } catch (IOException e) {
        // No one waits for the pipe any more.
      }
    }
  }

  // ---- either thread, once the other one is done with them

  void closePipes() throws IOException {
    for (Fifo pipe : pipes) {
      pipe.close();
    }
  }

  // ---- the thread that supervises the process

  /** Returns how much has been read. */
  long length() {
    return length;
  }

  /**
   * Has what is there passed on.
   *
   * @throws OutOfMemoryError if the system allows no more threads
   */
  synchronized void request() {
    isRequested = true;
    wake();
  }

  /**
   * Has what is there passed on, and then ends; at once if nothing is there, without a thread.
   *
   * @throws IOException if that cannot be found out
   * @throws OutOfMemoryError if the system allows no more threads
   */
  synchronized void requestEnd() throws IOException {
    if (hasEnded) {
      return;
    }
    isEndRequested = true;
    if ((isIdle || !hasStarted) && !isRequested && isEmpty()) {
      hasEnded = true;
      thread = null;
    }
    wake();
  }

  private void wake() {
    if (!hasStarted && !hasEnded) {
      HelperThreads.run(this);
      hasStarted = true;
    }
    notifyAll();
  }

  private boolean isEmpty() throws IOException {
    for (Fifo pipe : pipes) {
      if (pipe.available() > 0) {
        return false;
      }
    }
    return true;
  }

  private synchronized boolean hasEnded() {
    return hasEnded;
  }

  /** Waits for the end, and returns whether it has come. */
  synchronized boolean awaitEnd(long millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; !hasEnded && left > 0; ) {
      wait(left);
      left = (until - System.nanoTime() + 999_999) / 1_000_000;
    }
    return hasEnded;
  }

  /**
   * Throws what was thrown when output was read or passed on.
   *
   * @throws IOException if the output cannot be read
   */
  synchronized void rethrowFailure() throws IOException {
    if (failure instanceof IOException unreadable) {
      throw unreadable;
    }
    if (failure instanceof RuntimeException bug) {
      throw bug;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  /** Frees the reader if it has waited since the last call for what another process took. */
  void freeReader() throws IOException {
    long now = reads;
    if (now % 2 == 1 && now == readsSeen) {
      for (Fifo pipe : pipes) {
        if (pipe.available() == 0) {
          pokes.incrementAndGet();
          pipe.poke();
        }
      }
    }
    readsSeen = now;
  }

  /**
   * Stops passing on, and interrupts what may hold up the thread that does.
   *
   * @return whether the pipes are free; otherwise that thread closes them in the end
   */
  synchronized boolean abandon() {
    isAbandoned = true;
    notifyAll();
    if (thread != null) {
      thread.interrupt();
    }
    return !hasStarted || hasEnded;
  }
}
