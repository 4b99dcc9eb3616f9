package dev.hookline.core.explain;

import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.Phase;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.input.Once;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.result.PhaseResult;
import dev.hookline.core.result.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run with a request would do, as a dry run and the ledger say. Immutable.
 *
 * @param expected how each hook would end
 * @param ledger what the ledger means for the phases that have a key
 * @param first what would be done first in a phase, because an earlier run was cut off
 * @param warnings what the run would warn of
 */
public record Forecast(
    Map<HookId, HookResult> expected,
    Map<Phase, String> ledger,
    Map<Phase, List<String>> first,
    List<String> warnings) {

  /** Copies what could be changed. */
  public Forecast {
    expected = Map.copyOf(expected);
    ledger = Map.copyOf(ledger);
    first = Map.copyOf(first);
    warnings = List.copyOf(warnings);
  }

  /** Reads a dry run, and looks into the ledger. */
  public static Forecast of(RunResult dryRun, Map<Phase, Once> keys, @Nullable Ledger ledger) {
    Map<HookId, HookResult> expected = new HashMap<>();
    dryRun.results().forEach(result -> expected.put(result.hook(), result));
    Map<Phase, String> words = new HashMap<>();
    if (ledger != null) {
      LedgerForecast forecast = new LedgerForecast(ledger);
      keys.forEach(
          (phase, once) -> words.put(phase, dryRun.masker().mask(forecast.words(phase, once))));
    }
    Map<Phase, List<String>> first = new HashMap<>();
    dryRun.phases().forEach(phase -> first.put(phase.phase(), first(phase, expected)));
    return new Forecast(expected, words, first, dryRun.warnings());
  }

  /** A dry run comes to a hook twice if it would also clean up after an earlier run. */
  private static List<String> first(PhaseResult phase, Map<HookId, HookResult> last) {
    List<String> first = new ArrayList<>();
    for (HookResult result : phase.results()) {
      boolean isUndo = result.hook().kind() == HookKind.UNDO;
      if (isUndo || last.get(result.hook()) != result) {
        first.add(isUndo ? "undo of " + result.hook().name() : result.hook().name());
      }
    }
    return first;
  }

  /** Returns the hooks of which a run would know by itself that they are not called. */
  public Map<HookId, SkipReason> leftOut() {
    Map<HookId, SkipReason> leftOut = new HashMap<>();
    expected.forEach(
        (hook, result) -> {
          if (result.outcome() instanceof Skipped skipped && isOwnReason(skipped.reason())) {
            leftOut.put(hook, skipped.reason());
          }
        });
    return leftOut;
  }

  private static boolean isOwnReason(SkipReason reason) {
    return reason.cause() == Cause.CONDITION || reason.cause() == Cause.NOT_SELECTED;
  }
}
