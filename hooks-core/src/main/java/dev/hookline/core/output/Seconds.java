package dev.hookline.core.output;

import java.time.Duration;

/** How people read how long something took. */
public final class Seconds {
  private Seconds() {}

  /** Returns seconds to the millisecond, such as {@code 0.144 s}. */
  public static String of(Duration duration) {
    long millis = (duration.toNanos() + 500_000) / 1_000_000;
    long rest = millis % 1000;
    // String.format would load a hundred classes at the start of every tool.
    return millis / 1000 + (rest < 10 ? ".00" : rest < 100 ? ".0" : ".") + rest + " s";
  }
}
