package dev.hookline.shell.hooksfile.action;

import dev.hookline.shell.BackgroundPolicy;
import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.hooksfile.table.ByKind;
import dev.hookline.shell.hooksfile.table.Choice;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Flag;
import dev.hookline.shell.hooksfile.table.Key;
import dev.hookline.shell.hooksfile.table.ObjectShape;
import dev.hookline.shell.hooksfile.table.Problems;
import dev.hookline.shell.hooksfile.table.Rule.Kind;
import dev.hookline.shell.hooksfile.table.Shape;
import dev.hookline.shell.hooksfile.text.Template;
import dev.hookline.shell.hooksfile.text.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys that say what runs, of a hook and of its undo. */
public final class ActionKeys {
  /** A command. */
  public static final Key<List<Template>> RUN =
      new Key<>(
          "run",
          Values.WORDS,
          "A command: a list of words, or one text that is split into words as a shell does. No"
              + " shell reads it, so nothing is expanded: what only a shell would act on (`$HOME`,"
              + " `*`, `|`) is an error unless it is in single quotes. A hook that is nothing but a"
              + " text is this command.");

  /** A script in a file. */
  public static final Key<Template> SCRIPT =
      new Key<>(
          "script",
          Values.PATH,
          "A script in a file, relative to the hook's directory. It must be executable unless"
              + " `interpreter` is set, and neither group nor others may write it.");

  /** The text of a script. */
  public static final Key<Template> INLINE =
      new Key<>(
          "inline",
          Values.TEXT.checked(
              Template.early("expected $NAME, which the script itself reads when it runs")),
          "The text of a script, read by the program in its `#!` line or else by `sh`. It finds"
              + " variables in its environment; of references only those to the matrix can be used.");

  static final Key<List<Template>> INTERPRETER =
      new Key<>(
          "interpreter",
          Values.WORDS,
          "The program that reads the script, with its arguments, such as `bash -eu`.");

  static final Key<List<Template>> ARGUMENTS =
      new Key<>("arguments", Values.TEXTS, "Arguments, which come before those of the run.");

  static final Key<Boolean> RUN_ARGUMENTS =
      new Key<>(
          "run-arguments",
          new Flag(),
          "Whether the arguments of the run are passed as well. Default: true.");

  static final Key<List<Template>> LAUNCHER =
      new Key<>(
          "launcher",
          Values.WORDS,
          "Words before the command, such as `docker exec -i web` or `sudo -u www-data`.");

  static final Key<Template> STDIN_TEXT = new Key<>("text", Values.TEXT, "The text that is read.");

  static final Key<Template> STDIN_FILE =
      new Key<>("file", Values.PATH, "The file that is read, relative to the hook's directory.");

  static final Key<Fields> STDIN =
      new Key<>(
          "stdin",
          ObjectShape.of(
                  "a stdin", "What is read from standard input.", List.of(STDIN_TEXT, STDIN_FILE))
              .rule(Kind.EXACTLY_ONE, STDIN_TEXT, STDIN_FILE),
          "What is read from standard input. Default: nothing.");

  static final Key<Boolean> SEPARATE_STREAMS =
      new Key<>(
          "separate-streams",
          new Flag(),
          "Whether standard output and standard error are kept apart; their order is then not"
              + " exact. Default: false.");

  static final Key<Boolean> OWN_SESSION =
      new Key<>(
          "own-session",
          new Flag(),
          "Whether it has a session of its own, without a terminal. Default: true.");

  static final Key<BackgroundPolicy> BACKGROUND =
      new Key<>(
          "background",
          Choice.of(BackgroundPolicy.values()),
          "What happens to processes that outlive it: they stay (`leave`), are ended (`kill`), or"
              + " are ended and the hook fails (`fail`). Default: leave.");

  static final Key<Duration> SETTLE =
      new Key<>(
          "settle",
          Values.TIME_OR_ZERO,
          "How long processes that outlive it and hold its output get to finish. Default: 300ms.");

  static final Key<Template> LOG =
      new Key<>(
          "log",
          Values.PATH,
          "A file to which the whole output is appended, with secrets masked, relative to the"
              + " hook's directory.");

  static final Key<List<String>> SECRETS_AS_FILES =
      new Key<>(
          "secrets-as-files",
          Values.VARIABLES,
          "Variables that it gets as files instead, which are gone afterwards; their paths are in"
              + " `<NAME>_FILE`.");

  static final Key<Long> OUTPUT_LIMIT =
      new Key<>(
          "output-limit",
          Values.SIZE,
          "How much it may write; with more it is stopped and has failed. Default: no limit.");

  /** All keys, in the order in which they are explained. */
  public static final List<Key<?>> ALL =
      List.of(
          RUN,
          SCRIPT,
          INLINE,
          INTERPRETER,
          ARGUMENTS,
          RUN_ARGUMENTS,
          LAUNCHER,
          STDIN,
          SEPARATE_STREAMS,
          OWN_SESSION,
          BACKGROUND,
          SETTLE,
          LOG,
          SECRETS_AS_FILES,
          OUTPUT_LIMIT);

  /** An action that is a part of a hook: a command, or a map. */
  public static final Shape<Fields> ACTION =
      ByKind.of(
          command(),
          Values.WORDS.ways().get(1).checked(ActionKeys::run),
          withRules(ObjectShape.of("an undo", "What undoes the work of a hook.", ALL)));

  /** A hook that is nothing but a command takes about as much memory as this many values. */
  private static final int HOOK_WEIGHT = 20;

  private ActionKeys() {}

  /** Returns a command alone, which stands for the map with it. */
  public static Shape<Fields> command() {
    return Values.WORDS.ways().get(0).checked(ActionKeys::run);
  }

  /** Returns an object with these keys among its own, and with what must hold for them. */
  public static ObjectShape withRules(ObjectShape object) {
    return object
        .rule(Kind.EXACTLY_ONE, RUN, SCRIPT, INLINE)
        .rule(Kind.FIRST_NEEDS_ANOTHER, INTERPRETER, SCRIPT, INLINE);
  }

  private static Optional<Fields> run(List<Template> words, YamlNode node, Problems problems) {
    problems.count(node, HOOK_WEIGHT);
    return Optional.of(Fields.of(node, RUN, words));
  }
}
