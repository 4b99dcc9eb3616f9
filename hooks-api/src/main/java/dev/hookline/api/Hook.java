package dev.hookline.api;

import java.util.List;

/**
 * A unit of work that a project adds to a deployment: a script or a lambda.
 *
 * <p>A hook that returns has succeeded, a hook that throws has failed; what a failure means for the
 * rest is decided by the engine alone (see {@link FailurePolicy}). A hook that finds that there is
 * nothing to do throws {@link HookSkippedException} with the reason.
 *
 * <p>A hook is asked to stop by an interrupt of the thread that runs it. It then has {@link
 * HookContext#gracePeriod()} to return. An {@code InterruptedException} that comes from elsewhere,
 * such as a worker thread of the hook's own, is a failure like another.
 *
 * <p>One hook object may be run by many runs at once, so it keeps what belongs to a run in its
 * context and not in fields.
 */
@FunctionalInterface
public interface Hook {

  /**
   * Does the work.
   *
   * @param context what this call may see and use; valid until the method returns
   * @throws Exception if the work failed; any {@code Throwable} is a failure of this hook
   */
  void run(HookContext context) throws Exception;

  /**
   * Returns what a plan prints for this hook, on one line: the command of a script, or {@code
   * lambda}.
   */
  default String description() {
    return "lambda";
  }

  /**
   * Returns what the hook would do if it ran now, for a dry run and for a plan that knows the
   * request. A hook that runs another one with other arguments or in another directory hands that
   * one a {@link ContextView}, as it does when it runs; see {@link HookView}. It must not have
   * effects.
   *
   * @param context what the call would see; valid until the method returns
   */
  default HookDescription describe(HookContext context) {
    return HookDescription.of(description(), context);
  }

  /**
   * Ends what this hook had started in a run whose process died, and what is still running. Called
   * before such a run is resumed, for each hook that was running when it died.
   *
   * @param runId the id of that run
   * @param hook which hook of the run it was
   * @return what was still running, and has been ended
   */
  default List<LeftBehind> endLeftBehind(String runId, HookId hook) {
    return List.of();
  }
}
