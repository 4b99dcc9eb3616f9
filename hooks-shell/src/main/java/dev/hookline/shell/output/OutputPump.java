package dev.hookline.shell.output;

import dev.hookline.api.HookOutput;
import dev.hookline.api.OutputLine.Channel;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Passes on what a process writes, as it writes it. Nothing that it wrote before its end is missed,
 * since what is in a pipe stays there; and a process that inherits the pipe keeps no one waiting,
 * since only what is there is read.
 *
 * <p>It has two sides. {@link OutputPassage} reads and passes on, in a thread that listeners may
 * block as long as they like, and that is taken when there is output. The other side is that of
 * whoever supervises the process: its methods never wait for a listener, but for {@link #finish},
 * which has a limit.
 *
 * <p>A file would be simpler, but a script that prints to {@code /dev/stderr} would truncate it,
 * and a process that never stops writing would fill the disk.
 */
public final class OutputPump implements Closeable {
  private static final long CHECK_MILLIS = 5;

  private final List<Fifo> pipes = new ArrayList<>();
  private final OutputPassage passage;
  private long seen;

  private OutputPump(HookOutput output, Channel... channels) throws IOException {
    this.passage = new OutputPassage(output, List.of(channels), pipes);
    try {
      while (pipes.size() < channels.length) {
        pipes.add(Fifo.take());
      }
    } catch (IOException e) {
      passage.closePipes();
      throw e;
    }
  }

  /**
   * Begins to make the first pipes of this JVM, so that they are there when what they are for has
   * been prepared.
   */
  public static void prepare() {
    FifoNames.prepare();
  }

  /**
   * Has the pipes of later processes made in another thread, if there are none left: while a
   * process runs, no one waits for them.
   */
  public static void replenish() {
    FifoNames.replenish();
  }

  /**
   * Returns a pump of standard output and standard error, merged in the order of the writes.
   *
   * @throws IOException if there can be no pipe
   */
  public static OutputPump merged(HookOutput output) throws IOException {
    return new OutputPump(output, Channel.OUT);
  }

  /**
   * Returns a pump of standard output and standard error, kept apart.
   *
   * @throws IOException if there can be no pipe
   */
  public static OutputPump separate(HookOutput output) throws IOException {
    return new OutputPump(output, Channel.OUT, Channel.ERR);
  }

  /**
   * Makes a process write here. Both streams open the pipe if they are merged: the JDK's own way to
   * merge them makes another pipe, and reads it to its end.
   */
  public void redirect(ProcessBuilder builder) {
    builder.redirectOutput(pipes.get(0).redirect());
    builder.redirectError(pipes.get(pipes.size() - 1).redirect());
  }

  /** Returns what {@code /proc} may call the pipes. */
  public Set<String> names() {
    Set<String> names = new HashSet<>();
    for (Fifo pipe : pipes) {
      names.addAll(pipe.names());
    }
    return names;
  }

  /**
   * Returns how much was written.
   *
   * @throws IOException if that cannot be found out
   */
  public long length() throws IOException {
    return passage.length() + available();
  }

  private long available() throws IOException {
    long sum = 0;
    for (Fifo pipe : pipes) {
      sum += pipe.available();
    }
    return sum;
  }

  /**
   * Has what is there passed on, and returns whether there was anything since the last call.
   *
   * @throws IOException if it cannot be read
   */
  public boolean pump() throws IOException {
    passage.rethrowFailure();
    if (available() > 0) {
      passage.request();
    }
    long before = seen;
    seen = passage.length();
    return seen > before;
  }

  /**
   * Has the rest passed on: what was written before this call.
   *
   * @param deadline when to stop waiting, by {@link System#nanoTime}
   * @return whether all of it was passed on by then
   * @throws IOException if it could not be read
   * @throws InterruptedException if the thread was interrupted; the passing on continues
   */
  public boolean finish(long deadline) throws IOException, InterruptedException {
    passage.requestEnd();
    long pause = Math.min(CHECK_MILLIS, millisUntil(deadline));
    while (!passage.awaitEnd(pause)) {
      if (millisUntil(deadline) <= 0) {
        return false;
      }
      passage.freeReader();
      pause = Math.min(CHECK_MILLIS, millisUntil(deadline));
    }
    passage.rethrowFailure();
    return true;
  }

  private static long millisUntil(long deadline) {
    return (deadline - System.nanoTime() + 999_999) / 1_000_000;
  }

  /**
   * Returns whether a process may still write; nothing can be read afterwards.
   *
   * @param until when to stop looking, by {@link System#nanoTime}; it is not known then
   */
  public boolean isHeld(long until) {
    return pipes.stream().anyMatch(pipe -> pipe.isHeld(until));
  }

  /**
   * Keeps the pipes drained for processes that are still writing.
   *
   * @return the ids of the processes that do so
   */
  public List<Long> keepDrained() {
    return pipes.stream().flatMapToLong(pipe -> pipe.keepDrained().stream()).boxed().toList();
  }

  /** Closes the pipes; those of a reader that is held up are closed by it when it returns. */
  @Override
  public void close() throws IOException {
    if (passage.abandon()) {
      passage.closePipes();
    } else {
      passage.freeReader();
    }
  }
}
