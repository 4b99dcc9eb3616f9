package dev.hookline.api;

import java.util.List;
import java.util.Objects;

/**
 * A hook that runs another hook, and is like it in everything that a subclass does not override.
 * Methods that {@link Hook} gets in later versions are passed on as well. As immutable and
 * thread-safe as the hook behind it.
 *
 * <pre>{@code
 * final class Locked extends HookView {
 *   Locked(Hook hook) {
 *     super(hook);
 *   }
 *
 *   @Override
 *   public void run(HookContext context) throws Exception {
 *     try (Lock lock = Lock.of(context.directory())) {
 *       super.run(context);
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>One that runs the hook with a {@link ContextView} overrides {@link #describe} too, so that a
 * dry run says what a run would do.
 */
public abstract class HookView implements Hook {
  private final Hook hook;

  /**
   * Creates a view of a hook.
   *
   * @throws NullPointerException if it is null
   */
  protected HookView(Hook hook) {
    this.hook = Objects.requireNonNull(hook, "hook");
  }

  /** Returns the hook behind this view. */
  protected final Hook hook() {
    return hook;
  }

  /** Runs the hook behind this view. */
  @Override
  public void run(HookContext context) throws Exception {
    hook.run(context);
  }

  /** Returns what a plan prints for the hook behind this view. */
  @Override
  public String description() {
    return hook.description();
  }

  /** Returns what the hook behind this view would do. */
  @Override
  public HookDescription describe(HookContext context) {
    return hook.describe(context);
  }

  /** Ends what the hook behind this view had started. */
  @Override
  public List<LeftBehind> endLeftBehind(String runId, HookId id) {
    return hook.endLeftBehind(runId, id);
  }
}
