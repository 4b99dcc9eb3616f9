package dev.hookline.core.output;

import dev.hookline.api.HookExitException;
import dev.hookline.core.secret.Masker;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
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

  private static final String UNREADABLE = " (its message cannot be read)";

  /** Bounds the number: causes and suppressed failures may branch. */
  private static final int MOST = 1000;

  /** Where the exceptions of Hookline itself are: their messages say all there is to say. */
  private static final List<String> OUR_PACKAGES =
      List.of("dev.hookline.api.", "dev.hookline.core.", "dev.hookline.shell.");

  private final String text;
  private final String words;
  private final boolean speaksForItself;
  private final @Nullable String ownFrame;

  private MaskedFailure(Throwable original, Masker masker) {
    super(exitCode(original), masker.mask(messageOf(original)));
    String frame = ownFrame(original);
    this.text = masker.mask(textOf(original));
    this.words = masker.mask(wordsOf(original));
    this.speaksForItself = speaksForItself(original);
    this.ownFrame = frame == null ? null : masker.mask(frame);
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
    String all = String.join("\n", textOf(failure), messageOf(failure), wordsOf(failure));
    all += masker.isNone() ? "" : "\n" + ownFrame(failure);
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
    MaskedFailure copy = new MaskedFailure(original, masker);
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

  /**
   * Returns whether the message says all there is to say: Hookline made it, or it comes with an
   * exit code.
   */
  static boolean speaksForItself(Throwable failure) {
    if (failure instanceof MaskedFailure masked) {
      return masked.speaksForItself;
    }
    String name = failure.getClass().getName();
    return failure instanceof HookExitException || OUR_PACKAGES.stream().anyMatch(name::startsWith);
  }

  /** Returns the message, after the class unless the message speaks for itself; never throws. */
  static String wordsOf(Throwable failure) {
    if (failure instanceof MaskedFailure masked) {
      return masked.words;
    }
    if (speaksForItself(failure)) {
      return messageOf(failure);
    }
    String type = typeOf(failure);
    try {
      String message = failure.getMessage();
      boolean saysMore =
          message != null && !message.isBlank() && !message.equals(causeText(failure));
      return saysMore ? type + ": " + message : type;
    } catch (Throwable unreadable) {
      return type + UNREADABLE;
    }
  }

  /** A message that only repeats the cause says nothing that the cause does not say. */
  private static String causeText(Throwable failure) {
    Throwable cause = causeOf(failure);
    return cause == null ? "" : textOf(cause);
  }

  private static String typeOf(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    String full = failure.getClass().getName();
    return name.isEmpty() ? full.substring(full.lastIndexOf('.') + 1) : name;
  }

  /** Returns the last step of the user's own code; null if there is none. */
  static @Nullable String ownFrame(Throwable failure) {
    return failure instanceof MaskedFailure masked
        ? masked.ownFrame
        : OwnFrame.of(stackTraceOf(failure)).orElse(null);
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
    return failure.getClass().getName() + UNREADABLE;
  }

  /** Returns the text of the original, masked. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // the text names the class of the original
  public String toString() {
    return text;
  }
}
