package dev.hookline.core.plan;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The hooks of all phases, for those who ask for one that is not there. Immutable once the engine
 * is built.
 */
public final class KnownNames {
  /** Of more names than a person writes, one that is similar says little and takes long to find. */
  private static final int MOST = 1000;

  private final Map<Phase, ? extends Collection<HookSpec>> hooks;

  private final Set<Phase> steps;

  /** Knows the hooks of each phase that has hooks, or is declared, and the steps. */
  public KnownNames(Map<Phase, ? extends Collection<HookSpec>> hooks, Set<Phase> steps) {
    this.hooks = hooks;
    this.steps = steps;
  }

  /** Returns the phase with hooks for which an unknown one may be a slip. */
  public Optional<Phase> meantBy(Phase phase) {
    if (hooks.containsKey(phase)) {
      return Optional.empty();
    }
    for (Map.Entry<Phase, ? extends Collection<HookSpec>> known : hooks.entrySet()) {
      boolean hasHooks = !known.getValue().isEmpty();
      if (hasHooks && Spelling.isSlip(phase.name(), known.getKey().name())) {
        return Optional.of(known.getKey());
      }
    }
    return Optional.empty();
  }

  /** Returns what to do about a constraint with a hook that its phase does not have. */
  String advice(String missing, Stream<String> ofPhase) {
    if (steps.stream().anyMatch(step -> step.name().equals(missing))) {
      return "there is a step of that name, which stands in a phase of its own, but an order holds"
          + " within one phase: remove the constraint";
    }
    Optional<Phase> elsewhere = phaseOf(missing);
    if (elsewhere.isPresent()) {
      return "there is one in phase "
          + elsewhere.get()
          + ", but an order holds within one phase: remove the constraint";
    }
    return ofPhase
        .limit(MOST)
        .filter(known -> Spelling.isSlip(missing, known))
        .findFirst()
        .map(known -> "did you mean \"" + known + "\"?")
        .orElse("register it or remove the constraint");
  }

  private Optional<Phase> phaseOf(String name) {
    return hooks.entrySet().stream()
        .filter(phase -> has(phase.getValue(), name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean has(Collection<HookSpec> hooks, String name) {
    return hooks.stream().limit(MOST).anyMatch(hook -> hook.name().equals(name));
  }
}
