package dev.hookline.shell.process;

import dev.hookline.shell.output.OutputPump;
import dev.hookline.shell.process.ProcessResult.Cause;
import dev.hookline.shell.process.ProcessResult.LeftProcess;
import dev.hookline.shell.tree.PostMortem;
import dev.hookline.shell.tree.ProcessTree;
import dev.hookline.shell.tree.TreeMember;
import dev.hookline.shell.tree.TreeTermination;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the end of a running process, and brings it about if the thread is interrupted or the
 * output becomes too long. Used by one thread, which no listener can hold up: output is passed on
 * by another one, and that is waited for only while there is time.
 */
final class Supervision implements Runnable {
  private static final long LONGEST_PAUSE_MILLIS = 20;

  /** How long the JDK usually takes, at most, to notice that the process has ended. */
  private static final long REAP_MILLIS = 50;

  /** How long it may take on a busy machine, if the process surely has. */
  private static final long LONGEST_REAP_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How long, at most, the last output is awaited of what was ended when its grace was over. */
  private static final long LAST_OUTPUT_NANOS = Duration.ofMillis(100).toNanos();

  private static final long FOR_EVER_NANOS = Duration.ofDays(36_500).toNanos();

  private final Process process;
  private final ProcessTree tree;
  private final ProcessSpec spec;
  private final OutputPump output;
  private final long startedAt;
  private List<LeftProcess> outlived = List.of();
  private List<TreeMember> left = List.of();
  private List<LeftProcess> unseen = List.of();
  private List<LeftProcess> drains = List.of();
  private boolean killed;
  private boolean caughtTerm;

  /** Set when the tree is to be ended at once, without its grace period. */
  private boolean isGivenUp;

  private boolean interrupted;

  Supervision(ProcessTree tree, ProcessSpec spec, OutputPump output, long startedAt) {
    this.process = tree.root();
    this.tree = tree;
    this.spec = spec;
    this.output = output;
    this.startedAt = startedAt;
  }

  /**
   * Returns how the process ended, as soon as it has. If the thread was interrupted, its flag is
   * set again by then.
   *
   * @throws IOException if the output could not be read; the process is ended all the same
   */
  ProcessResult await() throws IOException {
    try {
      spec.owner().hasStarted();
      ProcessResult result = describe(untilEnd());
      ProcessRegistry.remove(tree);
      return result;
    } catch (Throwable thrown) {
      endDespite();
      throw thrown;
    } finally {
      cutLifeline();
      restoreInterrupt();
    }
  }

  /** What cannot be ended now is kept, and ended when the JVM ends. */
  private void endDespite() {
    if (!LastResort.succeeds(this)) { // itself, as there may be no memory for anything else
      process.destroyForcibly();
      throw LastResort.notEnded();
    }
    ProcessRegistry.remove(tree);
  }

  private void restoreInterrupt() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration grace() {
    return spec.limits().grace();
  }

  private Cause untilEnd() throws IOException {
    try {
      if (isWithinLimit()) {
        awaitLeftovers();
        output.finish(System.nanoTime() + FOR_EVER_NANOS);
        keepPipesDrained();
        checkUnseen(System.nanoTime() + FOR_EVER_NANOS);
        if (spec.limits().leftovers() == ProcessSpec.Leftovers.LEAVE && !unseen.isEmpty()) {
          drain();
        }
        return Cause.ITSELF;
      }
      return stop(Cause.OUTPUT_LIMIT, System.nanoTime());
    } catch (InterruptedException e) {
      long since = System.nanoTime(); // the look at what it does is a part of the grace period
      interrupted = true;
      spec.owner().isStopping(() -> PostMortem.of(tree));
      return stop(Cause.INTERRUPT, since);
    }
  }

  /** Waits for the exit, and returns whether the output kept within its limit until then. */
  private boolean isWithinLimit() throws IOException, InterruptedException {
    PollPace pace = new PollPace(process, spec.lifeline());
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
    long limit = spec.limits().outputBytes();
    return limit != Long.MAX_VALUE && output.length() > limit;
  }

  private void awaitLeftovers() throws IOException, InterruptedException {
    if (tree.isSurelyEmpty()) {
      return;
    }
    settle();
    outlived = describe(left);
    if (!left.isEmpty() && spec.limits().leftovers() == ProcessSpec.Leftovers.END) {
      end(grace());
    }
  }

  /** Gives filters and other children that are about to end the time to do so. */
  private void settle() throws IOException, InterruptedException {
    long until = System.nanoTime() + spec.limits().settle().toNanos();
    long pause = 1;
    left = tree.members();
    while (isWorthWaiting() && System.nanoTime() - until < 0) {
      output.pump();
      Thread.sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      left = tree.members();
    }
  }

  /** A leftover that may stay and holds no output is not waited for. */
  private boolean isWorthWaiting() {
    return !left.isEmpty()
        && (spec.limits().leftovers() == ProcessSpec.Leftovers.END
            || left.stream().anyMatch(tree::writes));
  }

  /** Comes after the last read, for it would take what is not read yet. */
  private void keepPipesDrained() {
    if (!left.isEmpty() && left.stream().anyMatch(tree::writes)) {
      drain();
    }
  }

  private void drain() {
    drains = output.keepDrained().stream().map(LeftProcess::drain).toList();
  }

  private Cause stop(Cause cause, long since) throws IOException {
    long grace = grace().toNanos();
    long graceEnd = since + grace;
    letGo(graceEnd);
    end(Duration.ofNanos(Math.max(0, graceEnd - System.nanoTime())));
    long now = System.nanoTime();
    long soon = now + Math.min(LAST_OUTPUT_NANOS, grace / 4);
    finishBy(Math.max(soon, Math.min(graceEnd, now + grace / 2)));
    checkUnseen(graceEnd + grace / 4); // whoever waits for this does so a third longer
    return cause;
  }

  /** The end of its input is how a process with a lifeline is asked to end; it has all the time. */
  private void letGo(long graceEnd) throws IOException {
    cutLifeline();
    while (spec.lifeline().isPresent() && process.isAlive() && System.nanoTime() - graceEnd < 0) {
      output.pump();
      pause(LONGEST_PAUSE_MILLIS);
    }
  }

  /** What cannot be found is still known by its cgroup, or by the output that it has open. */
  private void checkUnseen(long until) {
    if (left.isEmpty() && tree.isPopulated()) {
      unseen = tree.cgroup().stream().map(LeftProcess::unseenIn).toList();
    } else if (left.isEmpty() && tree.isInDoubt() && output.isHeld(until)) {
      unseen = List.of(LeftProcess.UNSEEN);
    }
  }

  /** Waits through interrupts, which can end no more than has ended. */
  private void finishBy(long deadline) throws IOException {
    while (true) {
      try {
        output.finish(deadline);
        return;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  /** Ends at once what is running although it was given up. */
  void kill() {
    cutLifeline();
    isGivenUp = true;
    endDespite();
  }

  private void cutLifeline() {
    if (spec.lifeline().isPresent()) {
      spec.lifeline().get().cut();
    }
  }

  /** Ends the tree, whatever has gone wrong; what it still writes is lost. */
  @Override
  public void run() {
    TreeTermination end = new TreeTermination(tree, isGivenUp ? Duration.ZERO : grace());
    while (!end.isOver()) {
      pause(end.pauseMillis());
    }
    awaitReaped();
  }

  /** Ends the tree, while what it still writes is passed on. */
  private void end(Duration grace) throws IOException {
    TreeTermination end = new TreeTermination(tree, grace);
    while (!end.isOver()) {
      output.pump();
      pause(end.pauseMillis());
    }
    awaitReaped();
    killed |= end.killedRoot();
    caughtTerm |= end.rootCaughtTerm();
    left = end.survivors();
  }

  /** Without this, a process that has ended would be reported as running. */
  private void awaitReaped() {
    long until = System.nanoTime() + LONGEST_REAP_NANOS;
    do {
      pause(process.isAlive() ? REAP_MILLIS : 0);
    } while (process.isAlive() && tree.hasRootEnded() && System.nanoTime() - until < 0);
  }

  /** Waits, but no longer than until the process has ended; an interrupt is remembered. */
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
        caughtTerm,
        Duration.ofNanos(System.nanoTime() - startedAt),
        withUnseen(outlived),
        withDrains(withUnseen(describe(left))));
  }

  private List<LeftProcess> withDrains(List<LeftProcess> seen) {
    if (drains.isEmpty()) {
      return seen;
    }
    List<LeftProcess> all = new ArrayList<>(seen);
    all.addAll(drains);
    return all;
  }

  private List<LeftProcess> withUnseen(List<LeftProcess> seen) {
    return seen.isEmpty() ? unseen : seen;
  }

  private List<LeftProcess> describe(List<TreeMember> members) {
    if (members.isEmpty()) {
      return List.of();
    }
    Set<Long> contained = tree.contained();
    List<LeftProcess> described = new ArrayList<>();
    for (TreeMember m : members) {
      described.add(LeftProcess.of(m, tree.cgroup().filter(c -> contained.contains(m.pid()))));
    }
    return described;
  }
}
