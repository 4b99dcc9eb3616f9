package dev.hookline.core.report.text;

import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Words and numbers that all documents for people share. */
public final class Words {
  private static final long MINUTE = 60;
  private static final long HOUR = 3600;

  private Words() {}

  /** Returns the name of a hook, such as {@code undo of migrate}. */
  public static String label(HookId hook) {
    return hook.kind() == HookKind.UNDO ? "undo of " + hook.name() : hook.name();
  }

  /** Returns how people read a duration: {@code 0.144 s}, {@code 42.8 s}, {@code 2 min 5 s}. */
  public static String took(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds >= HOUR) {
      return seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
    }
    if (seconds >= MINUTE) {
      return seconds / MINUTE + " min " + seconds % MINUTE + " s";
    }
    return seconds(duration, seconds >= 1 ? 1 : 3) + " s";
  }

  /** Returns seconds with that many decimals. */
  public static String seconds(Duration duration, int decimals) {
    return BigDecimal.valueOf(duration.toNanos(), 9)
        .setScale(decimals, RoundingMode.HALF_UP)
        .toPlainString();
  }

  /** Returns for example {@code 1 hook} or {@code 2 hooks}. */
  public static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
