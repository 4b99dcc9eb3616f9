package dev.hookline.shell.process;

import dev.hookline.api.HookOutput;
import dev.hookline.api.OutputLine.Channel;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Passes on what a process writes, as it writes it. Nothing that it wrote before its end is missed,
 * since what is in a pipe stays there; and a process that inherits the pipe keeps no one waiting,
 * since only what is there is read.
 *
 * <p>A file would be simpler, but a script that prints to {@code /dev/stderr} would truncate it,
 * and a process that never stops writing would fill the disk.
 */
public final class OutputPump implements Closeable {
  /** How long output is passed on before the process is checked again. */
  private static final long TURN_NANOS = Duration.ofMillis(20).toNanos();

  private static final int CHUNK_BYTES = 64 << 10;

  private final HookOutput output;
  private final List<Channel> channels;
  private final List<Fifo> pipes = new ArrayList<>();
  private byte[] buffer = new byte[0];
  private long length;
  private boolean reusable;

  private OutputPump(HookOutput output, Channel... channels) throws IOException {
    this.output = output;
    this.channels = List.of(channels);
    try {
      while (pipes.size() < channels.length) {
        pipes.add(Fifo.take());
      }
    } catch (IOException e) {
      close();
      throw e;
    }
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

  void redirect(ProcessBuilder builder) {
    builder.redirectOutput(pipes.get(0).redirect());
    if (pipes.size() == 1) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(pipes.get(1).redirect());
    }
  }

  Set<String> names() {
    return pipes.stream().flatMap(pipe -> pipe.names().stream()).collect(Collectors.toSet());
  }

  /** Returns how much was written. */
  long length() throws IOException {
    long sum = length;
    for (Fifo pipe : pipes) {
      sum += pipe.available();
    }
    return sum;
  }

  /** Passes on what is there, for a while, and returns whether there was anything. */
  boolean pump() throws IOException {
    long before = length;
    for (int i = 0; i < pipes.size(); i++) {
      long deadline = System.nanoTime() + TURN_NANOS;
      while (passOn(i, CHUNK_BYTES) > 0 && System.nanoTime() - deadline < 0) {
        // There may be more by now.
      }
    }
    return length > before;
  }

  /** Passes on the rest: what was written before this call. */
  void finish() throws IOException {
    for (int i = 0; i < pipes.size(); i++) {
      int rest = pipes.get(i).available();
      int passedOn = rest;
      while (rest > 0 && passedOn > 0) { // the script may read its own output
        passedOn = passOn(i, rest);
        rest -= passedOn;
      }
    }
  }

  private int passOn(int i, int most) throws IOException {
    Fifo pipe = pipes.get(i);
    int wanted = Math.min(most, pipe.available());
    if (buffer.length < Math.min(wanted, CHUNK_BYTES)) {
      buffer = new byte[Math.min(wanted, CHUNK_BYTES)];
    }
    int count = pipe.read(buffer, most);
    if (count > 0) {
      length += count;
      output.write(channels.get(i), buffer, 0, count);
    }
    return count;
  }

  /** Lets another run have the pipes, because no process has them open any more. */
  void release() {
    reusable = true;
  }

  /** Returns whether a process may still write; nothing can be read afterwards. */
  boolean isHeld() {
    return pipes.stream().anyMatch(Fifo::isHeld);
  }

  /** Keeps the pipes drained for processes that are still writing. */
  void keepDrained() {
    pipes.forEach(Fifo::keepDrained);
  }

  /** Closes the pipes. What a script has done to their files is no reason to fail. */
  @Override
  public void close() {
    for (Fifo pipe : pipes) {
      try {
        if (reusable) {
          pipe.giveBack();
        } else {
          pipe.close();
        }
      } catch (IOException e) {
        // The file stays, or the script has deleted it; nothing of this run depends on it.
      }
    }
  }
}
