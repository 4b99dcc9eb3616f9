package dev.hookline.core.whatif;

import dev.hookline.api.HookId;
import dev.hookline.api.HookResult;
import dev.hookline.api.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What would happen if one hook did not end well. Immutable.
 *
 * @param name the name of the phase, or of the lifecycle
 * @param isLifecycle whether it is a lifecycle
 * @param hook the hook
 * @param act what it would do
 * @param allWell how the run would go if all went well
 * @param course how it would go; if the process dies, how the next run of the same request would
 * @param ended what had ended when the process died; empty otherwise
 * @param keys the phases that the ledger remembers
 */
public record Outlook(
    String name,
    boolean isLifecycle,
    HookId hook,
    Act act,
    Course allWell,
    Course course,
    List<HookResult> ended,
    Set<Phase> keys) {

  /** Copies what could be changed. */
  public Outlook {
    ended = List.copyOf(ended);
    keys = Set.copyOf(keys);
  }

  /** Returns what goes otherwise than if all went well. */
  public List<HookResult> differences() {
    List<HookResult> differences = new ArrayList<>();
    List<String> expected = words(allWell.results());
    for (HookResult result : course.results()) {
      if (!expected.remove(words(result))) {
        differences.add(result);
      }
    }
    return differences;
  }

  /** Returns what goes as if all went well. */
  List<HookResult> unchanged() {
    List<HookResult> unchanged = new ArrayList<>(course.results());
    differences().forEach(unchanged::remove);
    return unchanged;
  }

  /** Returns the hooks of phases without a key that nothing would undo after the process died. */
  public List<HookResult> forgotten() {
    return ended.stream()
        .filter(result -> result.outcome().isSuccess() && !result.hook().kind().isCleanup())
        .filter(result -> !keys.contains(result.hook().phase()))
        .toList();
  }

  private static List<String> words(List<HookResult> results) {
    List<String> words = new ArrayList<>();
    results.forEach(result -> words.add(words(result)));
    return words;
  }

  private static String words(HookResult result) {
    return result.hook() + " " + Verb.of(result);
  }
}
