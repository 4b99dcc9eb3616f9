package dev.hookline.core.select;

import dev.hookline.api.HookSpec;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.Task;
import dev.hookline.core.plan.Spelling;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a plan has to select from, for whoever selects something that it does not have. */
final class Choices {
  private static final int MOST_SHOWN = 12;

  private final Set<String> hooks = new LinkedHashSet<>();
  private final Set<String> tags = new LinkedHashSet<>();
  private final Set<String> phases = new LinkedHashSet<>();
  private final Set<String> hooksWithPhase = new LinkedHashSet<>();

  Choices(Collection<PhaseTasks> plan) {
    for (PhaseTasks phase : plan) {
      phases.add(phase.phase.name());
      hooksOf(phase).forEach(this::add);
    }
  }

  static Stream<HookSpec> hooksOf(PhaseTasks phase) {
    return Stream.of(phase.ordinary, phase.onFailure, phase.always)
        .flatMap(Stream::of)
        .map((Task task) -> task.spec);
  }

  private void add(HookSpec hook) {
    hooks.add(hook.name());
    hooksWithPhase.add(hook.phase() + "/" + hook.name());
    tags.addAll(hook.tags());
  }

  /** Returns what is wrong with a selector, if the plan has nothing for it. */
  Optional<String> problem(String option, Selector selector) {
    if (known(selector).contains(name(selector))) {
      return Optional.empty();
    }
    return Optional.of(
        "%s \"%s\": the plan has no such %s; %s"
            .formatted(option, selector, selector.kind().words(), advice(selector)));
  }

  private Set<String> known(Selector selector) {
    return switch (selector.kind()) {
      case TAG -> tags;
      case PHASE -> phases;
      case HOOK -> selector.phase().isEmpty() ? hooks : hooksWithPhase;
    };
  }

  private static String name(Selector selector) {
    return selector.phase().isEmpty() ? selector.name() : selector.phase() + "/" + selector.name();
  }

  private String advice(Selector selector) {
    String name = name(selector);
    if (selector.kind() == Selector.Kind.HOOK && phases.contains(name)) {
      return "for the phase write \"phase:" + name + "\"";
    }
    if (selector.kind() == Selector.Kind.HOOK && tags.contains(name)) {
      return "for the tag write \"tag:" + name + "\"";
    }
    Set<String> known = known(selector);
    return known.stream()
        .filter(each -> Spelling.isSlip(name, each))
        .findFirst()
        .map(meant -> "did you mean \"" + meant + "\"?")
        .orElseGet(() -> "it has " + list(selector.kind(), known));
  }

  private static String list(Selector.Kind kind, Set<String> known) {
    if (known.isEmpty()) {
      return "no " + kind.words() + "s";
    }
    List<String> shown =
        known.stream().limit(MOST_SHOWN).map(each -> '"' + each + '"').collect(Collectors.toList());
    if (known.size() > shown.size()) {
      shown.add(known.size() - shown.size() + " more");
    }
    return String.join(", ", shown);
  }
}
