package dev.hookline.api;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * Says why a hook did not run. Immutable and thread-safe.
 *
 * @param cause which kind of reason it is
 * @param words the reason in words, printable on one line
 */
public record SkipReason(Cause cause, String words) implements Serializable {

  /** The kinds of reasons. */
  public enum Cause {
    /** A condition of the hook said no. */
    CONDITION,
    /** An earlier hook aborted the phase, or an earlier phase the lifecycle. */
    ABORTED,
    /** The run was cancelled before the hook's turn came. */
    CANCELLED,
    /** The time of the phase or of the run was used up before the hook's turn came. */
    OUT_OF_TIME,
    /** The work is done already for this revision. */
    DONE_ALREADY,
    /** The run is a dry run. */
    DRY_RUN,
    /** The request left the hook out. */
    NOT_SELECTED,
    /** The hook's file does not exist. */
    NO_SUCH_FILE,
    /** The hook is not for this role. */
    NOT_FOR_ROLE,
    /** An on-failure hook had nothing to do, because nothing failed. */
    NO_FAILURE,
    /** The hook said so itself, for a reason of its own. */
    BY_HOOK;

    /** Returns whether a hook may give this cause for a skip of its own. */
    boolean isForHooks() {
      return this == BY_HOOK || this == NO_SUCH_FILE || this == NOT_FOR_ROLE;
    }
  }

  /**
   * Checks the words.
   *
   * @throws IllegalArgumentException if the words are blank or not printable on one line
   */
  public SkipReason {
    Objects.requireNonNull(cause, "skip cause");
    Names.checkWords("skip reason", words);
  }

  /** Returns the reason that the file of a hook does not exist. */
  public static SkipReason noSuchFile(Path file) {
    return new SkipReason(Cause.NO_SUCH_FILE, "no such file: " + Names.visible(file.toString()));
  }

  /**
   * Returns the reason that the work is done already.
   *
   * @param runId the id of the run that did it
   * @param at when that was recorded
   */
  public static SkipReason doneAlready(String runId, Instant at) {
    return new SkipReason(
        Cause.DONE_ALREADY, "done already (run " + Names.visible(runId) + " at " + at + ")");
  }

  /**
   * Returns the reason that a hook is not executed in a dry run.
   *
   * @param story what it would do, such as {@code ./migrate.sh in /srv/shop}
   */
  public static SkipReason dryRun(String story) {
    return new SkipReason(Cause.DRY_RUN, "would run " + Names.visible(story));
  }

  /** Returns the reason that a hook is not for the role that is being deployed. */
  public static SkipReason notForRole(String role) {
    return new SkipReason(Cause.NOT_FOR_ROLE, "not for role " + Names.quote(role));
  }

  /**
   * Returns a reason of the hook's own, in its words.
   *
   * @throws IllegalArgumentException if the words are blank or not printable on one line
   */
  public static SkipReason because(String words) {
    return new SkipReason(Cause.BY_HOOK, words);
  }

  /** Returns the words. */
  @Override
  public String toString() {
    return words;
  }
}
