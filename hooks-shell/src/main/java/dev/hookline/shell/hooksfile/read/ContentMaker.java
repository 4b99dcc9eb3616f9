package dev.hookline.shell.hooksfile.read;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.api.PhaseSettings;
import dev.hookline.shell.Trust;
import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Collects what files say, one after the other. Not thread-safe. */
final class ContentMaker {
  private final Trust trust;
  private final Problems problems;
  private final List<HookSpec> hooks = new ArrayList<>();
  private final Map<Phase, PhaseSettings> phases = new LinkedHashMap<>();
  private final List<Function<Phase, HookSpec>> lastHooks = new ArrayList<>();

  /** Where each hook of a phase is declared, by its name; the lifecycle is the phase "". */
  private final Map<String, Map<String, YamlNode>> places = new HashMap<>();

  ContentMaker(Trust trust, Problems problems) {
    this.trust = trust;
    this.problems = problems;
  }

  HooksContent content() {
    return new HooksContent(List.copyOf(hooks), phases, List.copyOf(lastHooks));
  }

  /** Returns the path that a file names relative to itself. */
  static Path beside(Path from, Fields entry) {
    return from.resolveSibling(entry.get(EnvironmentKeys.FILE).orElseThrow()).normalize();
  }

  /** Adds what a file says, but not what it includes. */
  void add(Fields file, Path path) {
    Surroundings around = new EnvironmentReader(trust, problems).read(file, path);
    file.get(FileKeys.PHASES).orElse(Map.of()).forEach(this::addPhase);
    file.get(FileKeys.HOOKS).orElse(Map.of()).forEach((phase, all) -> addHooks(phase, all, around));
    file.get(FileKeys.LIFECYCLE).ifPresent(last -> addLastHooks(last, around));
  }

  private void addPhase(String name, Fields fields) {
    Phase phase = Phase.of(name);
    PhaseSettings settings =
        new PhaseSettings(
            phase,
            fields.get(FileKeys.TIMEOUT),
            fields.get(FileKeys.CONCURRENCY),
            fields.get(FileKeys.ON_FAILURE));
    phases.merge(phase, settings, (included, own) -> own.orElse(included));
  }

  private void addHooks(String name, List<Fields> all, Surroundings around) {
    Phase phase = Phase.of(name);
    eachInstance(
        name,
        all,
        (instance, groups) ->
            hooks.add(HookMaker.spec(instance, phase, around, groups, trust, problems)));
  }

  private void addLastHooks(Fields lifecycle, Surroundings around) {
    addLastHooks(lifecycle.all(FileKeys.FAILED), around, HookSpec::onlyOnFailure);
    addLastHooks(lifecycle.all(FileKeys.ALWAYS), around, HookSpec::always);
  }

  /** The phase is that of the lifecycle, whose name the file does not know. */
  private void addLastHooks(List<Fields> all, Surroundings around, UnaryOperator<HookSpec> kind) {
    eachInstance(
        "",
        all,
        (instance, groups) -> {
          Function<Phase, HookSpec> maker =
              phase -> kind.apply(HookMaker.spec(instance, phase, around, groups, trust, problems));
          HookSpec checked = maker.apply(Phase.of("lifecycle"));
          lastHooks.add(phase -> checked.phase().equals(phase) ? checked : maker.apply(phase));
        });
  }

  private void eachInstance(
      String phase, List<Fields> all, BiConsumer<Instance, Map<String, List<String>>> action) {
    Map<String, List<String>> groups = new HashMap<>();
    List<Instance> instances = new ArrayList<>(all.size());
    Map<String, YamlNode> names =
        places.computeIfAbsent(phase, unused -> new HashMap<>(2 * all.size()));
    for (Fields hook : all) {
      for (Instance instance : Instance.of(hook, problems)) {
        instances.add(instance);
        checkName(names, instance);
        if (!instance.base().equals(instance.name())) {
          groups.computeIfAbsent(instance.base(), base -> new ArrayList<>()).add(instance.name());
        }
      }
    }
    for (Instance instance : instances) {
      try {
        action.accept(instance, groups);
      } catch (IllegalArgumentException e) {
        problems.at(instance.hook().node(), "found a hook that cannot run: " + e.getMessage());
      }
    }
  }

  private void checkName(Map<String, YamlNode> names, Instance instance) {
    YamlNode first = names.putIfAbsent(instance.name(), instance.hook().node());
    if (first != null) {
      problems.at(
          instance.hook().node(),
          "found another hook \""
              + instance.name()
              + "\"; expected a name of its own, because that of "
              + first.place()
              + " has this one");
    }
  }
}
