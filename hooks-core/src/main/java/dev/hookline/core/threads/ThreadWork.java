package dev.hookline.core.threads;

/** What is done on a thread of a run, and must not be lost if that thread cannot do it. */
public interface ThreadWork extends Runnable {
  /**
   * Is called instead of {@link #run}, on the thread that was made for it, if the contexts of the
   * run cannot be carried there. What needs none is done all the same.
   *
   * @param refusal why they cannot
   */
  default void refuse(Throwable refusal) {
    run();
  }
}
