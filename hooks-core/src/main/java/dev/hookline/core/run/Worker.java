package dev.hookline.core.run;

import dev.hookline.api.LeftBehind;
import dev.hookline.core.input.Task;
import dev.hookline.core.once.KeyHolders;
import dev.hookline.core.result.AbandonedHook;
import dev.hookline.core.result.ThreadStack;
import dev.hookline.core.run.Deadlines.Deadline;
import dev.hookline.core.threads.ThreadWork;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of hooks that a thread of its own runs one after another, and that the coordinator can
 * stop, and abandon, hook by hook. The two sides meet in one field: whoever changes {@link #state}
 * first from {@code RUNNING} decides, so an interrupt never lands outside of the hook that it was
 * meant for.
 *
 * <p>Possible state transitions, W by the worker and C by the coordinator:
 *
 * <pre>
 * IDLE → RUNNING → IDLE                       W: it begins, it ends
 * RUNNING → STOPPING → RUNNING                C: it was another hook that had to stop
 * RUNNING → STOPPING → STOPPED → IDLE         C: it is interrupted; W: it ends in time
 * RUNNING → STOPPING → STOPPED → ABANDONED    C: it is interrupted; C: its grace period is over
 * </pre>
 */
final class Worker implements ThreadWork {
  private static final int IDLE = 0;
  private static final int RUNNING = 1;
  private static final int STOPPING = 2;
  private static final int STOPPED = 3;
  private static final int ABANDONED = 4;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Worker.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Whether, and why, a hook was stopped. */
  enum Stop {
    NONE,
    LIMIT,
    CANCEL,
    ABANDONED
  }

  /** What a worker does its work for. */
  interface Owner {
    /**
     * Decides, calls and records; false if the coordinator abandoned the hook and recorded that.
     */
    boolean perform(Task task, @Nullable Worker worker);

    /** Records a hook that did not end although it was asked to stop. */
    void abandoned(CallContext call, Stop stop);

    /** Records a hook of which the engine could not find out how it ended. */
    void broken(Task task, Throwable broken);

    /** Records a hook for which there is no thread: it has failed, if it was to run at all. */
    void refused(Task task, Throwable refusal);
  }

  private final Owner owner;
  private final Run run;
  private final Deadlines deadlines;
  private final Task[] tasks;
  private final int end;
  private final List<String> holders = KeyHolders.here();
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private int at;
  private volatile int state;
  private volatile boolean finished;

  /** When the hook must have ended. This and the call are published by {@link #state}. */
  private long deadline;

  private @Nullable CallContext call;
  private @Nullable Thread thread;
  private String threadName = "";
  private Stop stop = Stop.NONE;
  private long abandonAt;

  /** Creates a worker for {@code tasks[from, end)}. */
  Worker(Owner owner, Run run, Deadlines deadlines, Task[] tasks, int from, int end) {
    this.owner = owner;
    this.run = run;
    this.deadlines = deadlines;
    this.tasks = tasks;
    this.at = from;
    this.end = end;
    this.deadline = firstDeadline();
  }

  /**
   * Returns when the first hook has to end if it begins now. It begins later, so that the
   * coordinator, which knows this, need not be woken for it.
   */
  private long firstDeadline() {
    long now = run.clock.nanos();
    Deadline nearest = deadlines.ofAttempt(tasks[at], now, now);
    return nearest == null ? run.clock.never() : nearest.at();
  }

  // ---- on the thread of the worker

  @Override
  public void run() {
    thread = Thread.currentThread();
    threadName = thread.getName();
    KeyHolders.set(holders);
    try {
      while (at < end && owner.perform(tasks[at], this)) {
        at++;
      }
    } catch (Throwable broken) {
      if (state == IDLE || exit() != Stop.ABANDONED) {
        owner.broken(tasks[at], broken);
      }
    } finally {
      if (state == ABANDONED) {
        AbandonedHook.hasEnded(tasks[at], run.id, run.masker());
      }
      resetThread(); // another row of this run may be next
      KeyHolders.set(List.of());
      finished = true;
      run.cancellation.wakeCoordinator();
    }
  }

  /** Begins something that may be stopped; says how it was stopped if that is to be already. */
  Stop enter(CallContext entering, long newDeadline) {
    resetThread();
    call = entering;
    deadline = newDeadline;
    state = RUNNING;
    if (newDeadline - run.wakeAt < 0) {
      run.cancellation.wakeCoordinator();
    }
    // Either this sees the request, or the coordinator sees that something runs.
    if (!entering.isCancelled()) {
      return Stop.NONE;
    }
    return exit() == Stop.ABANDONED ? Stop.ABANDONED : Stop.CANCEL;
  }

  /** Gives the thread back what a hook may have changed for itself. */
  @SuppressWarnings("ThreadPriorityCheck") // it is the hook that relied on it
  private void resetThread() {
    Thread own = Thread.currentThread();
    if (!own.getName().equals(threadName)) {
      own.setName(threadName);
    }
    if (own.getPriority() != Thread.NORM_PRIORITY) {
      own.setPriority(Thread.NORM_PRIORITY);
    }
    if (own.getContextClassLoader() != loader) {
      own.setContextClassLoader(loader);
    }
  }

  /** Ends it and returns whether, and why, it was stopped. */
  Stop exit() {
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
    return Stop.NONE;
  }

  boolean isStopping() {
    return state >= STOPPING;
  }

  // ---- on the coordinator, or on a thread that cannot do the work

  /** Ends the row because there is no thread for it. */
  @Override
  public void refuse(Throwable refusal) {
    try {
      owner.refused(tasks[at], refusal);
    } finally {
      finished = true;
      run.cancellation.wakeCoordinator();
    }
  }

  // ---- on the coordinator

  boolean isFinished() {
    return finished;
  }

  /** Returns the place of the hook at which the row stands, or after which it was abandoned. */
  int place() {
    return at;
  }

  /** Applies what is due, and returns when to look again. */
  long check(long now) {
    if (state == RUNNING) {
      stopIfDue(now);
    }
    if (state == STOPPED) {
      if (abandonAt - now <= 0) {
        abandon();
      }
      return abandonAt;
    }
    // Between two hooks the deadline of the one before will do, until it has passed: if that of
    // the next one is sooner, it wakes the coordinator.
    return state == RUNNING || deadline - now > 0 ? deadline : run.clock.never();
  }

  private void stopIfDue(long now) {
    if (reasonToStop(now) == Stop.NONE || !STATE.compareAndSet(this, RUNNING, STOPPING)) {
      return;
    }
    // What runs now cannot end before this is decided; it may be another hook than a moment ago.
    Stop reason = reasonToStop(now);
    if (reason == Stop.NONE) {
      state = RUNNING;
      return;
    }
    stop = reason;
    if (reason == Stop.LIMIT) {
      Objects.requireNonNull(call).postMortem(ThreadStack.of(Objects.requireNonNull(thread)));
    }
    abandonAt = deadlines.abandonAt(Objects.requireNonNull(call).task, run.clock.nanos());
    Objects.requireNonNull(thread).interrupt();
    state = STOPPED;
  }

  private Stop reasonToStop(long now) {
    CallContext running = call;
    if (running != null && running.isCancelled()) {
      return Stop.CANCEL;
    }
    return deadline - now <= 0 ? Stop.LIMIT : Stop.NONE;
  }

  private void abandon() {
    if (STATE.compareAndSet(this, STOPPED, ABANDONED)) {
      CallContext abandoned = Objects.requireNonNull(call);
      abandoned.leaveBehind(describe(Objects.requireNonNull(thread)));
      owner.abandoned(abandoned, stop);
      finished = true;
    }
  }

  private static LeftBehind describe(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    String where = stack.length == 0 ? "" : " in " + stack[0];
    return new LeftBehind(LeftBehind.Kind.THREAD, thread.getId(), thread.getName() + where);
  }
}
