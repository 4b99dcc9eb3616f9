package dev.hookline.shell.hooksfile.condition;

import dev.hookline.api.Condition;
import dev.hookline.api.HookContext;
import dev.hookline.shell.ScriptEnding.Exited;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.hooksfile.action.ScriptMaker;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.text.LateValues;
import dev.hookline.shell.hooksfile.text.Template;
import dev.hookline.shell.hooksfile.text.Texts;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes conditions of what a file says of them. */
public final class Conditions {
  private final Texts texts;
  private final LateValues late;
  private final boolean isWanted;
  private final List<Condition> conditions = new ArrayList<>();

  private Conditions(Texts texts, LateValues late, boolean isWanted) {
    this.texts = texts;
    this.late = late;
    this.isWanted = isWanted;
  }

  /**
   * Returns the conditions.
   *
   * @param isWanted whether what they say must hold, or must not
   */
  public static List<Condition> of(
      List<Fields> all, Texts texts, LateValues late, boolean isWanted) {
    Conditions conditions = new Conditions(texts, late, isWanted);
    all.forEach(conditions::add);
    return conditions.conditions;
  }

  private void add(Fields fields) {
    fields.get(ConditionKeys.ENVIRONMENT).orElse(Map.of()).forEach(this::environment);
    fields.get(ConditionKeys.PLATFORM).ifPresent(this::platform);
    fields.all(ConditionKeys.EXISTS).forEach(path -> exists(path, isWanted));
    fields.all(ConditionKeys.MISSING).forEach(path -> exists(path, !isWanted));
    fields.get(ConditionKeys.COMMAND).ifPresent(this::command);
  }

  private void environment(String name, List<Template> values) {
    List<Template> right = values.stream().map(texts::of).toList();
    String shown = right.stream().map(Template::text).collect(Collectors.joining(" or "));
    if (right.isEmpty()) {
      looks("if " + name + (isWanted ? " is set" : " is not set"), context -> isSet(name, context));
    } else {
      looks(
          "if " + name + (isWanted ? " is " : " is not ") + shown,
          context -> {
            Map<String, String> variables = context.environment();
            return right.stream()
                .anyMatch(value -> value.resolved(variables).equals(variables.get(name)));
          });
    }
  }

  private static boolean isSet(String name, HookContext context) {
    return !context.environment().getOrDefault(name, "").isEmpty();
  }

  private void platform(List<Platform> platforms) {
    String names = platforms.stream().map(Platform::toString).collect(Collectors.joining(" or "));
    looks(
        (isWanted ? "on " : "on other platforms than ") + names,
        context -> platforms.stream().anyMatch(Platform::isThisOne));
  }

  private void exists(Template path, boolean isToExist) {
    Template known = texts.of(path);
    conditions.add(
        Condition.withoutEffects(
            "if " + known + (isToExist ? " exists" : " does not exist"),
            context -> {
              HookContext seen = late.of(context);
              String name = known.resolved(seen.environment());
              return Files.exists(seen.directory().resolve(name)) == isToExist;
            }));
  }

  private void command(Fields command) {
    List<Template> words = command.all(ConditionKeys.RUN).stream().map(texts::of).toList();
    List<Integer> given = command.all(ConditionKeys.EXIT_CODE);
    List<Integer> right = given.isEmpty() ? List.of(0) : given;
    String codes = right.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    String shown = ScriptMaker.command(ScriptMaker.texts(words, Template::text)).description();
    conditions.add(
        Condition.of(
            "if `" + shown + (isWanted ? "` exits with " : "` does not exit with ") + codes,
            context -> right.contains(exitCode(words, late.of(context))) == isWanted));
  }

  private static int exitCode(List<Template> words, HookContext context) throws Exception {
    ScriptHook command =
        ScriptMaker.command(ScriptMaker.texts(words, word -> word.resolved(context.environment())))
            .withoutRunArguments();
    try {
      command.run(context);
      return 0;
    } catch (ScriptFailedException e) {
      if (e.ending() instanceof Exited exited) {
        return exited.code();
      }
      throw e;
    }
  }

  private void looks(String words, Condition.Test test) {
    conditions.add(
        Condition.withoutEffects(words, context -> test.isMet(late.of(context)) == isWanted));
  }
}
