package dev.hookline.shell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.shell.ScriptFailedException;
import java.time.Duration;
import java.util.Optional;

/**
 * A hook that runs in a thread of its own, so that a test can stop it and see how long that took.
 */
public final class RunningHook {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Thread thread;
  private volatile Optional<Throwable> failure = Optional.empty();
  private volatile boolean flag;

  private RunningHook(Hook hook, TestContext context) {
    thread = new Thread(() -> run(hook, context), "hook under test");
  }

  public static RunningHook start(Hook hook, TestContext context) {
    RunningHook running = new RunningHook(hook, context);
    running.thread.start();
    return running;
  }

  private void run(Hook hook, TestContext context) {
    try {
      hook.run(context);
    } catch (Throwable e) {
      failure = Optional.of(e);
    }
    flag = Thread.currentThread().isInterrupted();
  }

  /** Interrupts the hook, and returns how long it took to return. */
  public Duration stop() throws InterruptedException {
    long before = System.nanoTime();
    thread.interrupt();
    join();
    return Duration.ofNanos(System.nanoTime() - before);
  }

  public RunningHook join() throws InterruptedException {
    thread.join(LONGEST.toMillis());
    assertThat(thread.isAlive()).as("the hook still runs").isFalse();
    return this;
  }

  public ScriptFailedException failure() {
    return (ScriptFailedException) failure.orElseThrow();
  }

  /** Returns what the hook threw, of whatever kind. */
  public Throwable thrown() {
    return failure.orElseThrow();
  }

  public boolean hasFailed() {
    return failure.isPresent();
  }

  /** Returns whether the interrupt flag was set when the hook returned. */
  public boolean keptInterrupt() {
    return flag;
  }
}
