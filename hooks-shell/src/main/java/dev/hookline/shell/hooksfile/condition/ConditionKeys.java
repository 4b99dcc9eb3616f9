package dev.hookline.shell.hooksfile.condition;

import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.hooksfile.table.ByKind;
import dev.hookline.shell.hooksfile.table.Choice;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Key;
import dev.hookline.shell.hooksfile.table.ListShape;
import dev.hookline.shell.hooksfile.table.MapShape;
import dev.hookline.shell.hooksfile.table.NumberShape;
import dev.hookline.shell.hooksfile.table.ObjectShape;
import dev.hookline.shell.hooksfile.table.Problems;
import dev.hookline.shell.hooksfile.table.Rule.Kind;
import dev.hookline.shell.hooksfile.table.Shape;
import dev.hookline.shell.hooksfile.text.Template;
import dev.hookline.shell.hooksfile.text.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a condition. */
public final class ConditionKeys {
  /** Variables that must be set, each to one of these values; to any but the empty one if none. */
  static final Key<Map<String, List<Template>>> ENVIRONMENT =
      new Key<>(
          "environment",
          ByKind.of(
              Values.VARIABLE_TEXT.as(name -> anyValue(List.of(name))),
              ListShape.filled(Values.VARIABLE_TEXT).as(ConditionKeys::anyValue),
              new MapShape<>(
                  "a map from variables to their values", Values.VARIABLE_TEXT, Values.TEXTS)),
          "Variables that must be set and not empty (a name, or a list of names), or must have a"
              + " value, or one of a list of values (a map).");

  static final Key<List<Platform>> PLATFORM =
      new Key<>(
          "platform",
          ByKind.oneOrMore(Choice.of(Platform.values())),
          "The operating system of the tool, or a list of several that are right.");

  static final Key<List<Template>> EXISTS =
      new Key<>(
          "exists",
          ByKind.oneOrMore(Values.PATH),
          "Files or directories that must exist, relative to the hook's directory.");

  static final Key<List<Template>> MISSING =
      new Key<>(
          "missing",
          ByKind.oneOrMore(Values.PATH),
          "Files or directories that must not exist, relative to the hook's directory.");

  static final Key<List<Template>> RUN =
      new Key<>("run", Values.WORDS, "The command, as in a hook.");

  static final Key<List<Integer>> EXIT_CODE =
      new Key<>(
          "exit-code",
          ByKind.oneOrMore(NumberShape.whole(0, 255)),
          "The exit code that is right, or a list of several. Default: 0.");

  static final Key<Fields> COMMAND =
      new Key<>(
          "command",
          ByKind.of(
              Values.WORDS.ways().get(0).checked(ConditionKeys::run),
              Values.WORDS.ways().get(1).checked(ConditionKeys::run),
              ObjectShape.of(
                      "a command", "A command, and how it must end.", List.of(RUN, EXIT_CODE))
                  .rule(Kind.AT_LEAST_ONE, RUN)),
          "A command that must exit with 0, or with another code that is given. A dry run does not"
              + " run it.");

  static final ObjectShape CONDITION =
      ObjectShape.of(
              "a condition",
              "A condition of a hook; all that it says must hold.",
              List.of(ENVIRONMENT, PLATFORM, EXISTS, MISSING, COMMAND))
          .rule(Kind.AT_LEAST_ONE, ENVIRONMENT, PLATFORM, EXISTS, MISSING, COMMAND);

  /** A condition, or a list of them. */
  public static final Shape<List<Fields>> CONDITIONS = ByKind.oneOrMore(CONDITION);

  private ConditionKeys() {}

  private static Map<String, List<Template>> anyValue(List<String> names) {
    Map<String, List<Template>> variables = new LinkedHashMap<>();
    names.forEach(name -> variables.put(name, List.of()));
    return variables;
  }

  private static Optional<Fields> run(List<Template> words, YamlNode node, Problems problems) {
    return Optional.of(Fields.of(node, RUN, words));
  }
}
