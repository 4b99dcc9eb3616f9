package dev.hookline.shell.process;

import static java.util.Objects.requireNonNull;

import dev.hookline.shell.process.Ended.Cause;
import dev.hookline.shell.process.Ended.LeftProcess;
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
  /** How late a line may reach a listener. Nobody waits this long for the end of the process. */
  private static final long POLL_MILLIS = 20;

  /** How long the rest of the output may take when the process was stopped. */
  private static final long REST_NANOS = Duration.ofMillis(40).toNanos();

  /** How long the JDK may take to tell that the process has ended. */
  private static final long REAP_MILLIS = 50;

  private final Process process;
  private final ProcessTree tree;
  private final Launch launch;
  private final OutputTail output;
  private final long startedAt;
  private List<LeftProcess> outlived = List.of();
  private List<TreeMember> left = List.of();
  private boolean killed;
  private boolean interrupted;
  private @Nullable Ended ended;

  Supervision(Process process, ProcessTree tree, Launch launch, OutputTail output, long startedAt) {
    this.process = process;
    this.tree = tree;
    this.launch = launch;
    this.output = output;
    this.startedAt = startedAt;
  }

  boolean wasInterrupted() {
    return interrupted;
  }

  Ended ended() {
    return requireNonNull(ended, "not ended");
  }

  /** Returns the exit code, or -1 if the process could not be ended. */
  int await() {
    boolean over = false;
    try {
      launch.started().run();
      ended = describe(untilEnd());
      over = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!over) {
        end(false);
      }
      RunningProcesses.remove(tree);
    }
    return ended().exitCode().orElse(-1);
  }

  private Cause untilEnd() throws IOException {
    try {
      if (isWithinLimit()) {
        awaitLeftovers();
        output.finish();
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
    long limit = launch.limits().outputBytes();
    boolean within = true;
    while (within && !process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      tree.remember();
      output.pump();
      within = limit == Long.MAX_VALUE || output.length() <= limit;
    }
    return within && (limit == Long.MAX_VALUE || output.length() <= limit);
  }

  private void awaitLeftovers() throws IOException, InterruptedException {
    if (tree.isSurelyEmpty()) {
      return;
    }
    settle();
    outlived = describe(left);
    if (!left.isEmpty() && launch.limits().leftovers() == Launch.Leftovers.END) {
      end(true);
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
      pause = Math.min(POLL_MILLIS, pause * 2);
      left = tree.members();
    }
  }

  /** What may go on and does not write to the output makes nobody wait. */
  private boolean isWorthWaiting() {
    return launch.limits().leftovers() == Launch.Leftovers.END
        ? !left.isEmpty()
        : left.stream().anyMatch(tree::writes);
  }

  private Cause stop(Cause cause) throws IOException {
    end(true);
    output.finishWithin(REST_NANOS);
    return cause;
  }

  private void end(boolean pumping) {
    TreeEnd end = new TreeEnd(tree, launch.limits().grace());
    while (!end.isOver()) {
      if (pumping) {
        pump();
      }
      pause(end.pauseMillis());
    }
    pause(process.isAlive() ? REAP_MILLIS : 0);
    killed |= end.usedForce();
    left = end.survivors();
  }

  private void pump() {
    try {
      output.pump();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private Ended describe(Cause cause) {
    return new Ended(
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
