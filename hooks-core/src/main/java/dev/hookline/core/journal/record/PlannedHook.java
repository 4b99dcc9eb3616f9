package dev.hookline.core.journal.record;

import dev.hookline.api.HookId;

/**
 * A hook of a plan, as a journal remembers it.
 *
 * @param hook which hook it is
 * @param words what it does, and what follows from its end; without secrets
 */
public record PlannedHook(HookId hook, String words) {

  /** Returns for example {@code hook "migrate" (phase deploy): ./migrate.sh}. */
  @Override
  public String toString() {
    return hook + ": " + words;
  }
}
