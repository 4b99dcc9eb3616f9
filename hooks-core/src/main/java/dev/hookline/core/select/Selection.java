package dev.hookline.core.select;

import dev.hookline.api.HookId;
import dev.hookline.api.HookSpec;
import dev.hookline.api.SkipReason;
import dev.hookline.core.input.PhaseTasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which hooks a request wants: only some, none of some, those from some place on. Immutable.
 *
 * @param only what is wanted; all if it is empty
 * @param skip what is left out
 * @param from the place to begin at; at most one
 */
public record Selection(List<Selector> only, List<Selector> skip, List<Selector> from) {
  /** Leaves nothing out. */
  public static final Selection ALL = new Selection(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public Selection {
    only = List.copyOf(only);
    skip = List.copyOf(skip);
    from = List.copyOf(from);
  }

  /**
   * Returns this selection, which wants these as well.
   *
   * @throws IllegalArgumentException if one names nothing
   */
  public Selection only(String... selectors) {
    return new Selection(with(only, selectors), skip, from);
  }

  /**
   * Returns this selection, which leaves these out as well.
   *
   * @throws IllegalArgumentException if one names nothing
   */
  public Selection skip(String... selectors) {
    return new Selection(only, with(skip, selectors), from);
  }

  /**
   * Returns this selection, which begins there.
   *
   * @throws IllegalArgumentException if it names nothing
   */
  public Selection from(String selector) {
    return new Selection(only, skip, List.of(Selector.parse(selector)));
  }

  private static List<Selector> with(List<Selector> list, String... selectors) {
    return Stream.concat(list.stream(), Arrays.stream(selectors).map(Selector::parse)).toList();
  }

  /** Returns whether nothing is left out. */
  public boolean isAll() {
    return only.isEmpty() && skip.isEmpty() && from.isEmpty();
  }

  /**
   * Returns the hooks that are left out, each with the reason.
   *
   * @param phases the phases and steps in running order
   * @param own the hooks of the lifecycle itself: an empty list, or one element
   * @throws IllegalArgumentException if a selector selects nothing
   */
  public Map<HookId, SkipReason> leftOut(List<PhaseTasks> phases, List<PhaseTasks> own) {
    if (isAll()) {
      return Map.of();
    }
    check(Stream.concat(phases.stream(), own.stream()).toList());
    Map<HookId, SkipReason> leftOut = new LinkedHashMap<>();
    leaveOutUnwanted(phases, leftOut);
    if (!from.isEmpty()) {
      new Beginning(from.get(0)).leaveOutBefore(phases, leftOut);
    }
    Stream.concat(phases.stream(), own.stream())
        .flatMap(Choices::hooksOf)
        .forEach(hook -> leaveOutSkipped(hook, leftOut));
    return Collections.unmodifiableMap(leftOut);
  }

  /**
   * Returns the hooks of a plan that have a name.
   *
   * @param what what the name is wanted for, to be said if there is none
   * @param hook the name, or the phase, a slash and the name
   * @throws IllegalArgumentException if there is none
   */
  public static List<HookId> named(String hook, String what, List<PhaseTasks> plan) {
    Selector selector = Selector.parse(hook);
    new Choices(plan)
        .problem(what, selector)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return plan.stream()
        .flatMap(Choices::hooksOf)
        .filter(selector::matches)
        .map(HookSpec::id)
        .toList();
  }

  private void check(List<PhaseTasks> plan) {
    Choices choices = new Choices(plan);
    List<String> problems = new ArrayList<>();
    only.forEach(each -> choices.problem("only", each).ifPresent(problems::add));
    skip.forEach(each -> choices.problem("skip", each).ifPresent(problems::add));
    from.forEach(each -> choices.problem("from", each).ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
    }
  }

  /** Cleanup belongs to what it cleans up after: it is wanted if a hook in its place is. */
  private void leaveOutUnwanted(List<PhaseTasks> phases, Map<HookId, SkipReason> leftOut) {
    if (only.isEmpty()) {
      return;
    }
    SkipReason reason = reason("only", only);
    for (PhaseTasks phase : phases) {
      boolean isBegun = Arrays.stream(phase.ordinary).anyMatch(task -> isIn(only, task.spec));
      Choices.hooksOf(phase)
          .filter(hook -> !isIn(only, hook) && !(isBegun && hook.kind().isCleanup()))
          .forEach(hook -> leftOut.put(hook.id(), reason));
    }
  }

  private void leaveOutSkipped(HookSpec hook, Map<HookId, SkipReason> leftOut) {
    for (Selector selector : skip) {
      if (selector.matches(hook)) {
        leftOut.put(hook.id(), reason("skip", List.of(selector)));
        return;
      }
    }
  }

  private static boolean isIn(List<Selector> selectors, HookSpec hook) {
    return selectors.stream().anyMatch(selector -> selector.matches(hook));
  }

  static SkipReason reason(String option, List<Selector> selectors) {
    List<String> quoted = selectors.stream().map(each -> '"' + each.toString() + '"').toList();
    return new SkipReason(
        SkipReason.Cause.NOT_SELECTED, "left out: " + option + " " + String.join(", ", quoted));
  }
}
