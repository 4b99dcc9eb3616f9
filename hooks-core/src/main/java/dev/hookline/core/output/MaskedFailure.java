package dev.hookline.core.output;

import dev.hookline.api.HookExitException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a report for a failure that cannot be shown as it is: because its text, or that of a
 * cause, holds a secret, or because reading its text throws. Keeps the class name, the stack trace,
 * the exit code, the causes and what was suppressed.
 */
public final class MaskedFailure extends HookExitException {
  private static final long serialVersionUID = 1;

  /** Bounds the depth: a hostile exception may return new causes for ever. */
  private static final int DEEPEST = 100;

  /** Bounds the number: causes and suppressed failures may branch. */
  private static final int MOST = 1000;

  private final String text;

  private MaskedFailure(Throwable original, String message, String text) {
    super(exitCode(original), message);
    this.text = text;
    setStackTrace(stackTraceOf(original));
  }

  /** Returns the failure itself if it can be shown, and a masked one otherwise. */
  public static Throwable show(Throwable failure, Masker masker) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return canBeShown(failure, masker, seen, 0)
        ? failure
        : copy(failure, masker, Collections.newSetFromMap(new IdentityHashMap<>()), 0);
  }

  private static boolean canBeShown(
      @Nullable Throwable failure, Masker masker, Set<Throwable> seen, int depth) {
    if (failure == null || !seen.add(failure)) {
      return true;
    }
    String text = textOf(failure);
    String all = text + '\n' + messageOf(failure);
    boolean isEndless = depth == DEEPEST || seen.size() > MOST;
    if (isEndless || all.contains(unreadable(failure)) || !masker.mask(all).equals(all)) {
      return false;
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      if (!canBeShown(suppressed, masker, seen, depth + 1)) {
        return false;
      }
    }
    return canBeShown(causeOf(failure), masker, seen, depth + 1);
  }

  private static MaskedFailure copy(
      Throwable original, Masker masker, Set<Throwable> seen, int depth) {
    String message = masker.mask(messageOf(original));
    MaskedFailure copy = new MaskedFailure(original, message, masker.mask(textOf(original)));
    seen.add(original);
    if (depth == DEEPEST || seen.size() > MOST) {
      return copy;
    }
    Throwable cause = causeOf(original);
    if (cause != null && !seen.contains(cause)) {
      copy.initCause(copy(cause, masker, seen, depth + 1));
    }
    for (Throwable suppressed : original.getSuppressed()) {
      if (!seen.contains(suppressed)) {
        copy.addSuppressed(copy(suppressed, masker, seen, depth + 1));
      }
    }
    return copy;
  }

  private static int exitCode(Throwable original) {
    return original instanceof HookExitException exit ? exit.exitCode() : 1;
  }

  /** Returns the message of a failure, or its class if it has none; never throws. */
  public static String messageOf(Throwable failure) {
    try {
      String message = failure.getMessage();
      return message == null || message.isBlank() ? failure.getClass().getName() : message;
    } catch (Throwable unreadable) {
      return unreadable(failure);
    }
  }

  private static String textOf(Throwable failure) {
    try {
      String text = failure.toString();
      return text == null || (failure.getMessage() == null && text.isBlank())
          ? failure.getClass().getName()
          : text;
    } catch (Throwable unreadable) {
      return unreadable(failure);
    }
  }

  private static StackTraceElement[] stackTraceOf(Throwable failure) {
    try {
      return failure.getStackTrace().clone();
    } catch (Throwable unreadable) {
      return new StackTraceElement[0];
    }
  }

  /** Returns the cause; null if there is none or it cannot be read. */
  public static @Nullable Throwable causeOf(Throwable failure) {
    try {
      return failure.getCause();
    } catch (Throwable unreadable) {
      return null;
    }
  }

  private static String unreadable(Throwable failure) {
    return failure.getClass().getName() + " (its message cannot be read)";
  }

  /** Returns the text of the original, masked. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // the text names the class of the original
  public String toString() {
    return text;
  }
}
