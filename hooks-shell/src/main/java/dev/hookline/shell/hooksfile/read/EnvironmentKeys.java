package dev.hookline.shell.hooksfile.read;

import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.hooksfile.table.ByKind;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Flag;
import dev.hookline.shell.hooksfile.table.Key;
import dev.hookline.shell.hooksfile.table.MapShape;
import dev.hookline.shell.hooksfile.table.ObjectShape;
import dev.hookline.shell.hooksfile.table.Problems;
import dev.hookline.shell.hooksfile.table.Rule.Kind;
import dev.hookline.shell.hooksfile.text.Template;
import dev.hookline.shell.hooksfile.text.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that set variables, and the files that do. */
final class EnvironmentKeys {
  static final Key<Template> VALUE = new Key<>("value", Values.TEXT, "The value.");

  static final Key<Boolean> SECRET =
      new Key<>(
          "secret",
          new Flag(),
          "Whether the value is masked wherever it is shown. Default: false.");

  /** The value of a variable: one alone, or an object. */
  private static final ByKind<Fields> VARIABLE =
      ByKind.of(
          Values.TEXT.checked(EnvironmentKeys::value),
          ObjectShape.of("a variable", "A variable, which may be secret.", List.of(VALUE, SECRET))
              .rule(Kind.AT_LEAST_ONE, VALUE));

  static final Key<Map<String, Fields>> ENVIRONMENT =
      new Key<>(
          "environment",
          new MapShape<>("a map of variables", Values.VARIABLE_TEXT, VARIABLE),
          "Variables. A value with `${{ NAME }}` is put together when the hook's turn comes.");

  static final Key<String> FILE =
      new Key<>("file", Values.FILE, "The path, relative to the file that has this key.");

  static final Key<Boolean> OPTIONAL =
      new Key<>("optional", new Flag(), "Whether it may be missing. Default: false.");

  static final Key<Boolean> EXPAND =
      new Key<>(
          "expand",
          new Flag(),
          "Whether `${NAME}` stands for the value of an earlier line, an earlier file or the"
              + " environment of the tool. Default: false.");

  static final Key<List<String>> SECRETS =
      new Key<>("secrets", Values.VARIABLES, "Variables of the file whose values are masked.");

  private static final ObjectShape ENV_FILE =
      ObjectShape.of(
              "an env file", "A file of variables.", List.of(FILE, OPTIONAL, EXPAND, SECRETS))
          .rule(Kind.AT_LEAST_ONE, FILE);

  static final Key<List<Fields>> ENV_FILES =
      new Key<>(
          "env-files",
          ByKind.oneOrMore(ByKind.of(Values.FILE.checked(EnvironmentKeys::file), ENV_FILE)),
          "Files with lines `NAME=value`, for the hooks of this file. Later ones win, and"
              + " `environment` wins over them.");

  private static final ObjectShape INCLUDED =
      ObjectShape.of("an include", "Another hooks file.", List.of(FILE, OPTIONAL))
          .rule(Kind.AT_LEAST_ONE, FILE);

  static final Key<List<Fields>> INCLUDE =
      new Key<>(
          "include",
          ByKind.oneOrMore(ByKind.of(Values.FILE.checked(EnvironmentKeys::file), INCLUDED)),
          "Other hooks files, relative to this one, whose hooks come before those of this file."
              + " Their variables are for their own hooks; what this file says of a phase wins.");

  private EnvironmentKeys() {}

  private static Optional<Fields> value(Template text, YamlNode node, Problems problems) {
    return Optional.of(Fields.of(node, VALUE, text));
  }

  private static Optional<Fields> file(String path, YamlNode node, Problems problems) {
    return Optional.of(Fields.of(node, FILE, path));
  }
}
