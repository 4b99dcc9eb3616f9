package dev.hookline.shell.hooksfile.read;

import dev.hookline.api.Condition;
import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.Trust;
import dev.hookline.shell.hooksfile.action.ScriptMaker;
import dev.hookline.shell.hooksfile.condition.Conditions;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Key;
import dev.hookline.shell.hooksfile.table.Problems;
import dev.hookline.shell.hooksfile.text.LateValues;
import dev.hookline.shell.hooksfile.text.Template;
import dev.hookline.shell.hooksfile.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes the spec of one instance of a hook. */
final class HookMaker {
  private final Fields hook;
  private final Texts texts;
  private final Problems problems;
  private HookSpec spec;

  private HookMaker(Fields hook, Texts texts, Problems problems, HookSpec spec) {
    this.hook = hook;
    this.texts = texts;
    this.problems = problems;
    this.spec = spec;
  }

  /**
   * Returns the spec.
   *
   * @param groups the names of the instances of each hook with a matrix, by its name
   * @throws IllegalArgumentException if a value cannot be used
   */
  static HookSpec spec(
      Instance instance,
      Phase phase,
      Surroundings file,
      Map<String, List<String>> groups,
      Trust trust,
      Problems problems) {
    Fields hook = instance.hook();
    Texts texts = new Texts(instance.row(), hook.node(), problems);
    Surroundings around =
        file.with(hook.get(EnvironmentKeys.ENVIRONMENT).orElse(Map.of()), texts, problems);
    Optional<Template> directory = hook.get(HookKeys.DIRECTORY).map(texts::of);
    LateValues late = new LateValues(around.late(), directory.filter(path -> !path.isLiteral()));
    Hook action = new ScriptMaker(hook, trust).hook(texts, late);
    HookSpec placed = HookSpec.of(phase, instance.name(), action).declaredAt(hook.node().place());
    HookSpec plain =
        around.known().variables().isEmpty() ? placed : placed.environment(around.known());
    if (hook.isAlone()) {
      return plain;
    }
    HookMaker maker = new HookMaker(hook, texts, problems, plain);
    directory
        .filter(Template::isLiteral)
        .ifPresent(path -> maker.spec = maker.spec.directory(Path.of(path.text())));
    maker.addOrder(groups);
    maker.addPolicies();
    maker.addConditions(late);
    maker.set(
        HookKeys.UNDO, (spec, undo) -> spec.undo(new ScriptMaker(undo, trust).hook(texts, late)));
    return maker.spec;
  }

  private void addOrder(Map<String, List<String>> groups) {
    set(HookKeys.ORDER, HookSpec::order);
    set(HookKeys.BEFORE, (spec, names) -> spec.before(all(names, groups)));
    set(HookKeys.AFTER, (spec, names) -> spec.after(all(names, groups)));
    set(HookKeys.BEFORE_IF_PRESENT, (spec, names) -> spec.beforeIfPresent(all(names, groups)));
    set(HookKeys.AFTER_IF_PRESENT, (spec, names) -> spec.afterIfPresent(all(names, groups)));
    set(HookKeys.PRE_OF, (spec, name) -> spec.preOf(texts.of(name).text()));
    set(HookKeys.POST_OF, (spec, name) -> spec.postOf(texts.of(name).text()));
  }

  private String[] all(List<Template> names, Map<String, List<String>> groups) {
    List<String> all = new ArrayList<>();
    for (Template template : names) {
      String name = texts.of(template).text();
      List<String> meant = groups.getOrDefault(name, List.of(name));
      problems.count(hook.node(), meant.size() - 1);
      all.addAll(meant);
    }
    return all.toArray(String[]::new);
  }

  private void addPolicies() {
    set(HookKeys.ALWAYS, (spec, is) -> is ? spec.always() : spec);
    set(HookKeys.ONLY_ON_FAILURE, (spec, is) -> is ? spec.onlyOnFailure() : spec);
    set(HookKeys.TIMEOUT, HookSpec::timeout);
    set(HookKeys.ATTEMPT_TIMEOUT, HookSpec::attemptTimeout);
    set(HookKeys.GRACE_PERIOD, HookSpec::gracePeriod);
    set(HookKeys.RETRY, HookSpec::retry);
    set(HookKeys.ON_FAILURE, HookSpec::onFailure);
    set(HookKeys.TAGS, (spec, tags) -> spec.tags(all(tags, Map.of())));
    set(HookKeys.OUTPUT, HookSpec::output);
  }

  private void addConditions(LateValues late) {
    for (Condition condition : Conditions.of(hook.all(HookKeys.WHEN), texts, late, true)) {
      spec = spec.when(condition);
    }
    for (Condition condition : Conditions.of(hook.all(HookKeys.UNLESS), texts, late, false)) {
      spec = spec.when(condition);
    }
  }

  private <T> void set(Key<T> key, BiFunction<HookSpec, T, HookSpec> setting) {
    Optional<T> value = hook.get(key);
    if (value.isPresent()) {
      spec = setting.apply(spec, value.get());
    }
  }
}
