package dev.hookline.core.once;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the runs that hold keys of the ledger and for which the current thread is at work:
 * more than one if a hook runs an engine. What such a hook claims must not be a key of these runs,
 * because it would wait for its own end.
 */
public final class KeyHolders {
  private static final ThreadLocal<@Nullable List<String>> HERE = new ThreadLocal<>();

  private KeyHolders() {}

  /** Returns the runs, outermost first. */
  public static List<String> here() {
    List<String> holders = HERE.get();
    return holders == null ? List.of() : holders;
  }

  /** Sets the runs. */
  public static void set(List<String> holders) {
    if (!holders.isEmpty()) {
      HERE.set(holders);
    } else if (HERE.get() != null) {
      HERE.remove();
    }
  }

  /** Returns work for another thread that is done for the runs of this one. */
  public static Runnable carry(Runnable work) {
    List<String> holders = here();
    return () -> {
      set(holders);
      try {
        work.run();
      } finally {
        set(List.of());
      }
    };
  }

  /** Returns the runs, and one more. */
  static List<String> with(String runId) {
    List<String> more = new ArrayList<>(here());
    more.add(runId);
    return List.copyOf(more);
  }
}
