package dev.hookline.core;

import dev.hookline.api.LeftBehind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of hooks that another thread runs one after another, and that the coordinator can stop, and
 * abandon, hook by hook. The two sides meet in one field: whoever changes {@link #state} first from
 * {@code RUNNING} decides, so an interrupt never lands outside of the hook that it was meant for.
 */
final class Lane implements Runnable {
  /** What a hook may take to return after its grace period, when killed processes are collected. */
  static final long MARGIN = 250_000_000L;

  private static final int IDLE = 0;
  private static final int RUNNING = 1;
  private static final int STOPPING = 2;
  private static final int STOPPED = 3;
  private static final int ABANDONED = 4;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Lane.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Why a hook was told to stop. */
  enum Stop {
    LIMIT,
    CANCEL,
    ABANDONED
  }

  private final HookRunner runner;
  private final PlannedHook[] hooks;
  private final @Nullable Work single;
  private final int end;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private int at;
  private volatile int state;
  private volatile boolean finished;
  private volatile boolean cancelWanted;
  private volatile long deadline;
  private volatile @Nullable HookCall call;
  private @Nullable Thread thread;
  private @Nullable Stop stop;
  private long abandonAt;

  Lane(HookRunner runner, PlannedHook[] hooks, int from, int end) {
    this.runner = runner;
    this.hooks = hooks;
    this.single = null;
    this.at = from;
    this.end = end;
    this.deadline = runner.run.clock.nanos() + Work.UNLIMITED;
  }

  Lane(HookRunner runner, Work single) {
    this.runner = runner;
    this.hooks = new PlannedHook[0];
    this.single = single;
    this.end = 1;
    this.deadline = runner.run.clock.nanos() + Work.UNLIMITED;
  }

  // ---- on the thread of the lane

  @Override
  public void run() {
    thread = Thread.currentThread();
    thread.setContextClassLoader(loader);
    try {
      while (at < end && runner.perform(workNow(), this)) {
        at++;
      }
    } catch (Throwable broken) {
      runner.recordBroken(workNow(), broken);
    } finally {
      finished = true;
      runner.run.wakeCoordinator();
    }
  }

  private Work workNow() {
    return single == null ? hooks[at].work() : single;
  }

  /** Begins something that may be stopped; false if it is to be stopped already. */
  boolean enter(HookCall entering, long newDeadline) {
    call = entering;
    deadline = newDeadline;
    state = RUNNING;
    if (newDeadline - runner.run.wakeAt < 0) {
      runner.run.wakeCoordinator();
    }
    return !(cancelWanted && STATE.compareAndSet(this, RUNNING, IDLE));
  }

  /** Ends it and returns whether, and why, it was stopped. */
  @Nullable Stop exit() {
    while (!STATE.compareAndSet(this, RUNNING, IDLE)) {
      if (STATE.compareAndSet(this, STOPPED, IDLE)) {
        Thread.interrupted();
        return stop;
      }
      if (state == ABANDONED) {
        return Stop.ABANDONED;
      }
      Thread.onSpinWait();
    }
    Thread.interrupted(); // the hook did that to itself; the next one is not meant
    return null;
  }

  boolean isStopping() {
    return state >= STOPPING;
  }

  // ---- on the coordinator

  boolean isFinished() {
    return finished;
  }

  /** Returns the place of the hook at which the lane stands, or after which it was abandoned. */
  int place() {
    return at;
  }

  void cancel() {
    cancelWanted = true;
    stop(Stop.CANCEL, System.nanoTime());
  }

  /** Does what is due, and returns when to look again. */
  long check(long now) {
    if (state == RUNNING && deadline - now <= 0) {
      stop(Stop.LIMIT, now);
    }
    if (state == STOPPED) {
      if (abandonAt - now <= 0) {
        abandon();
      }
      return abandonAt;
    }
    return state == RUNNING ? deadline : runner.run.clock.nanos() + Work.UNLIMITED;
  }

  /** Stops what runs, unless it is no longer that of which the limit was reached. */
  private void stop(Stop why, long now) {
    if (!STATE.compareAndSet(this, RUNNING, STOPPING)) {
      return;
    }
    boolean isStale = why == Stop.LIMIT && deadline - now > 0;
    if (isStale && !cancelWanted) {
      state = RUNNING;
      return;
    }
    HookCall stopped = Objects.requireNonNull(call);
    stop = isStale ? Stop.CANCEL : why;
    abandonAt = System.nanoTime() + stopped.graceNanos() + MARGIN;
    Objects.requireNonNull(thread).interrupt();
    state = STOPPED;
  }

  /** Ends the lane because there is no thread for it. */
  void refuse(Throwable refusal) {
    runner.recordBroken(workNow(), refusal);
    finished = true;
  }

  private void abandon() {
    if (STATE.compareAndSet(this, STOPPED, ABANDONED)) {
      HookCall abandoned = Objects.requireNonNull(call);
      abandoned.leaveBehind(describe(Objects.requireNonNull(thread)));
      runner.recordAbandoned(abandoned, Objects.requireNonNull(stop));
      finished = true;
    }
  }

  private static LeftBehind describe(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    String where = stack.length == 0 ? "" : " in " + stack[0];
    return new LeftBehind(LeftBehind.Kind.THREAD, thread.getId(), thread.getName() + where);
  }
}
