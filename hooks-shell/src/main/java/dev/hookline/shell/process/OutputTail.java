package dev.hookline.shell.process;

import dev.hookline.api.HookOutput;
import dev.hookline.api.OutputLine.Channel;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Passes on what a process writes, while it writes it. The process writes to files and not to
 * pipes: so it is never held up, nothing that it wrote before its end can be missed, and nobody who
 * inherits its output can make anyone wait.
 */
public final class OutputTail implements Closeable {
  /** How much is passed on before somebody looks whether the process goes on. */
  private static final long TURN_BYTES = 1 << 20;

  private final HookOutput output;
  private final List<OutputFile> files;
  private final boolean observed;

  private OutputTail(HookOutput output, List<OutputFile> files) {
    this.output = output;
    this.files = files;
    this.observed = output.isObserved();
  }

  /**
   * Returns a tail of both ways out as one, in the order of the writes.
   *
   * @throws IOException if the file cannot be read
   */
  public static OutputTail merged(HookOutput output, Path file) throws IOException {
    return new OutputTail(output, List.of(new OutputFile(file, Channel.OUT)));
  }

  /**
   * Returns a tail of the two ways out.
   *
   * @throws IOException if a file cannot be read
   */
  public static OutputTail separate(HookOutput output, Path out, Path err) throws IOException {
    OutputFile outFile = new OutputFile(out, Channel.OUT);
    try {
      return new OutputTail(output, List.of(outFile, new OutputFile(err, Channel.ERR)));
    } catch (IOException e) {
      outFile.close();
      throw e;
    }
  }

  void redirect(ProcessBuilder builder) {
    builder.redirectOutput(files.get(0).redirect());
    if (files.size() == 1) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(files.get(1).redirect());
    }
  }

  Set<String> names() {
    return files.stream().flatMap(file -> file.names().stream()).collect(Collectors.toSet());
  }

  /** Returns how much was written. */
  long length() throws IOException {
    long sum = 0;
    for (OutputFile file : files) {
      sum += file.length();
    }
    return sum;
  }

  /** Passes on some of what is new, if somebody wants it now. */
  void pump() throws IOException {
    if (observed) {
      for (OutputFile file : files) {
        file.read(output, file.length(), TURN_BYTES);
      }
    }
  }

  /**
   * Passes on the rest: what was written before this call.
   *
   * @throws InterruptedException if the thread is interrupted before all is passed on
   */
  void finish() throws IOException, InterruptedException {
    for (OutputFile file : files) {
      long end = file.length();
      while (observed && !file.isReadUpTo(end)) {
        file.read(output, end, TURN_BYTES);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      file.readEnds(output, end);
    }
  }

  /** Passes on as much of the rest as there is time for, and its end in any case. */
  void finishWithin(long nanos) throws IOException {
    long deadline = System.nanoTime() + nanos;
    for (OutputFile file : files) {
      long end = file.length();
      while (observed && !file.isReadUpTo(end) && System.nanoTime() - deadline < 0) {
        file.read(output, end, TURN_BYTES);
      }
      file.readEnds(output, end);
    }
  }

  @Override
  public void close() throws IOException {
    for (OutputFile file : files) {
      file.close();
    }
  }
}
