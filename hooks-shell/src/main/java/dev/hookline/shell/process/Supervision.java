package dev.hookline.shell.process;

import static java.util.Objects.requireNonNull;

import dev.hookline.shell.process.ProcessResult.Cause;
import dev.hookline.shell.process.ProcessResult.LeftProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of a process that runs, and brings it about when the thread is interrupted or
 * the output too long. Its methods are called by one thread.
 */
final class Supervision {
  private static final long LONGEST_PAUSE_MILLIS = 20;

  /** How long the JDK may take to tell that the process has ended. */
  private static final long REAP_MILLIS = 50;

  private final Process process;
  private final ProcessTree tree;
  private final ProcessSpec launch;
  private final OutputPump output;
  private final long startedAt;
  private List<LeftProcess> outlived = List.of();
  private List<TreeMember> left = List.of();
  private boolean killed;

  /** Set when passing on output has failed: the tree is ended all the same. */
  private boolean isOutputBroken;

  private boolean interrupted;
  private @Nullable ProcessResult ended;

  Supervision(
      Process process, ProcessTree tree, ProcessSpec launch, OutputPump output, long startedAt) {
    this.process = process;
    this.tree = tree;
    this.launch = launch;
    this.output = output;
    this.startedAt = startedAt;
  }

  boolean wasInterrupted() {
    return interrupted;
  }

  ProcessResult ended() {
    return requireNonNull(ended, "not ended");
  }

  /** Returns the exit code, or -1 if the process could not be ended. */
  int await() {
    try {
      seeThrough();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ProcessRegistry.remove(tree);
    }
    return ended().exitCode().orElse(-1);
  }

  private void seeThrough() throws IOException {
    boolean over = false;
    try {
      launch.started().run();
      ended = describe(untilEnd());
      over = true;
    } finally {
      if (!over) {
        isOutputBroken = true;
        end();
      }
    }
  }

  private Cause untilEnd() throws IOException {
    try {
      if (isWithinLimit()) {
        awaitLeftovers();
        finishOutput();
        return Cause.ITSELF;
      }
      return stop(Cause.OUTPUT_LIMIT);
    } catch (InterruptedException e) {
      interrupted = true;
      return stop(Cause.INTERRUPT);
    }
  }

  /** Waits for the exit, and returns whether the output kept within its limit until then. */
  private boolean isWithinLimit() throws IOException, InterruptedException {
    PollPace pace = new PollPace(process);
    boolean busy = false;
    while (!pace.hasExited(busy)) {
      tree.remember();
      busy = output.pump();
      if (isTooLong()) {
        return false;
      }
    }
    return !isTooLong();
  }

  private boolean isTooLong() throws IOException {
    long limit = launch.limits().outputBytes();
    return limit != Long.MAX_VALUE && output.length() > limit;
  }

  private void awaitLeftovers() throws IOException, InterruptedException {
    if (tree.isSurelyEmpty()) {
      output.release();
      return;
    }
    settle();
    outlived = describe(left);
    if (!left.isEmpty() && launch.limits().leftovers() == ProcessSpec.Leftovers.END) {
      end();
    }
  }

  /** Gives filters and other children that are about to end the time to do so. */
  private void settle() throws IOException, InterruptedException {
    long until = System.nanoTime() + launch.limits().settle().toNanos();
    long pause = 1;
    left = tree.members();
    while (isWorthWaiting() && System.nanoTime() - until < 0) {
      output.pump();
      Thread.sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      left = tree.members();
    }
  }

  /** What may go on and does not write to the output makes nobody wait. */
  private boolean isWorthWaiting() {
    return launch.limits().leftovers() == ProcessSpec.Leftovers.END
        ? !left.isEmpty()
        : left.stream().anyMatch(tree::writes);
  }

  /** Whoever reads on afterwards would take what is not read yet, so that comes first. */
  private void finishOutput() throws IOException {
    output.finish();
    if (left.stream().anyMatch(tree::writes)) {
      output.handOver();
    }
  }

  private Cause stop(Cause cause) throws IOException {
    end();
    output.finish();
    return cause;
  }

  /** Ends the tree, and passes on what it says to that. */
  private void end() throws IOException {
    TreeTermination end = new TreeTermination(tree, launch.limits().grace());
    while (!end.isOver()) {
      if (!hasPumped()) {
        pause(end.pauseMillis());
      }
    }
    pause(process.isAlive() ? REAP_MILLIS : 0);
    killed |= end.usedForce();
    left = end.survivors();
  }

  private boolean hasPumped() throws IOException {
    return !isOutputBroken && output.pump();
  }

  /** Waits, at the longest until the process has ended; an interrupt makes it no shorter again. */
  private void pause(long millis) {
    try {
      if (process.isAlive()) {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
      } else {
        Thread.sleep(millis);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
  }

  private ProcessResult describe(Cause cause) {
    return new ProcessResult(
        process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue()),
        process.pid(),
        cause,
        killed,
        Duration.ofNanos(System.nanoTime() - startedAt),
        outlived,
        describe(left));
  }

  private static List<LeftProcess> describe(List<TreeMember> members) {
    return members.stream().map(TreeMember::describe).toList();
  }
}
