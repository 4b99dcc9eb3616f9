package dev.hookline.shell.hooksfile.read;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.OutputPolicy;
import dev.hookline.api.RetryPolicy;
import dev.hookline.shell.hooksfile.action.ActionKeys;
import dev.hookline.shell.hooksfile.condition.ConditionKeys;
import dev.hookline.shell.hooksfile.table.ByKind;
import dev.hookline.shell.hooksfile.table.Choice;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Flag;
import dev.hookline.shell.hooksfile.table.Key;
import dev.hookline.shell.hooksfile.table.ListShape;
import dev.hookline.shell.hooksfile.table.NumberShape;
import dev.hookline.shell.hooksfile.table.ObjectShape;
import dev.hookline.shell.hooksfile.table.Rule.Kind;
import dev.hookline.shell.hooksfile.table.Shape;
import dev.hookline.shell.hooksfile.text.Template;
import dev.hookline.shell.hooksfile.text.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The keys of a hook. */
final class HookKeys {
  static final Key<Template> NAME =
      new Key<>(
          "name",
          Values.NAME,
          "The name, which no other hook of the phase has. Default: the command without the"
              + " directories in it, or the name of the script's file; an inline script needs one.");

  static final Key<List<Template>> BEFORE =
      new Key<>("before", Values.NAMES, "Hooks of the phase that run later than this one.");

  static final Key<List<Template>> AFTER =
      new Key<>(
          "after",
          Values.NAMES,
          "Hooks of the phase that run earlier than this one. The name of a hook with a matrix"
              + " means all of its instances.");

  static final Key<List<Template>> BEFORE_IF_PRESENT =
      new Key<>(
          "before-if-present",
          Values.NAMES,
          "As `before`, but a hook that is missing is no error.");

  static final Key<List<Template>> AFTER_IF_PRESENT =
      new Key<>(
          "after-if-present", Values.NAMES, "As `after`, but a hook that is missing is no error.");

  static final Key<Template> PRE_OF =
      new Key<>(
          "pre-of", Values.NAME, "A hook of the phase that this one runs immediately before.");

  static final Key<Template> POST_OF =
      new Key<>(
          "post-of", Values.NAME, "A hook of the phase that this one runs immediately after.");

  static final Key<Integer> ORDER =
      new Key<>(
          "order",
          NumberShape.whole(-1_000_000, 1_000_000),
          "Of the hooks that may run next the one with the smallest number goes first. Default: 0.");

  static final Key<Boolean> ALWAYS =
      new Key<>("always", new Flag(), "Runs at the end of the phase, however it went.");

  static final Key<Boolean> ONLY_ON_FAILURE =
      new Key<>(
          "only-on-failure",
          new Flag(),
          "Runs at the end of the phase, and only if it failed or was cancelled.");

  static final Key<List<Fields>> WHEN =
      new Key<>("when", ConditionKeys.CONDITIONS, "Runs only if this holds; else it is skipped.");

  static final Key<List<Fields>> UNLESS =
      new Key<>("unless", ConditionKeys.CONDITIONS, "Runs only if nothing of this holds.");

  static final Key<Duration> TIMEOUT =
      new Key<>("timeout", Values.TIME, "The limit for all attempts and the waits between them.");

  static final Key<Duration> ATTEMPT_TIMEOUT =
      new Key<>("attempt-timeout", Values.TIME, "The limit for each attempt.");

  static final Key<Duration> GRACE_PERIOD =
      new Key<>(
          "grace-period",
          Values.TIME_OR_ZERO,
          "How long it may take to end after it was asked to stop. Default: that of the engine,"
              + " 10s.");

  static final Key<RetryPolicy> RETRY =
      new Key<>(
          "retry",
          RetryKeys.RETRY,
          "How often it is tried at most, the first try included; or a map with more.");

  static final Key<FailurePolicy> ON_FAILURE =
      new Key<>(
          "on-failure",
          Choice.of(FailurePolicy.values()),
          "What its failure means: the rest is skipped and the phase has failed (`abort`), the rest"
              + " runs and the phase has failed (`continue`), or the rest runs and the phase has"
              + " succeeded with a warning (`ignore`). Default: abort.");

  static final Key<OutputPolicy> OUTPUT =
      new Key<>(
          "output",
          Choice.of(OutputPolicy.values()),
          "When people see what it and its undo write: every line (`always`), the last lines if it"
              + " fails (`on-failure`), nothing (`hidden`), or as the tool sees fit (`automatic`)."
              + " Default: automatic.");

  static final Key<List<Template>> TAGS =
      new Key<>("tags", Values.NAMES, "Tags, by which a run can select hooks.");

  static final Key<Fields> UNDO =
      new Key<>(
          "undo",
          ActionKeys.ACTION,
          "What undoes its work: a command, or a map. It runs if this hook succeeded and something"
              + " later failed or was cancelled.");

  static final Key<Template> DIRECTORY =
      new Key<>(
          "directory",
          Values.PATH,
          "Where it works, relative to the directory of the run. Default: that directory.");

  static final ObjectShape HOOK =
      ActionKeys.withRules(ObjectShape.of("a hook", "A hook.", keys()))
          .rule(Kind.FIRST_NEEDS_ANOTHER, ActionKeys.INLINE, NAME)
          .rule(Kind.AT_MOST_ONE, ALWAYS, ONLY_ON_FAILURE)
          .rule(Kind.AT_MOST_ONE, PRE_OF, POST_OF)
          .rule(Kind.FIRST_NEEDS_ANOTHER, Matrix.ONLY, Matrix.MATRIX)
          .rule(Kind.FIRST_NEEDS_ANOTHER, Matrix.EXCLUDE, Matrix.MATRIX);

  /** One hook or more, each a command or a map. */
  static final Shape<List<Fields>> HOOKS = hooks(HOOK);

  /** Hooks of the whole deployment. */
  static final Shape<List<Fields>> LAST_HOOKS =
      hooks(
          HOOK.without(
              "a hook of the lifecycle",
              "A hook that runs at the end of the whole deployment.",
              ALWAYS,
              ONLY_ON_FAILURE));

  private HookKeys() {}

  private static Shape<List<Fields>> hooks(ObjectShape hook) {
    return ByKind.oneOr(ListShape.of(ByKind.of(ActionKeys.command(), hook)));
  }

  private static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(List.of(NAME));
    keys.addAll(ActionKeys.ALL);
    keys.addAll(List.of(DIRECTORY, EnvironmentKeys.ENVIRONMENT, BEFORE, AFTER, BEFORE_IF_PRESENT));
    keys.addAll(List.of(AFTER_IF_PRESENT, PRE_OF, POST_OF, ORDER, ALWAYS, ONLY_ON_FAILURE));
    keys.addAll(List.of(WHEN, UNLESS, TIMEOUT, ATTEMPT_TIMEOUT, GRACE_PERIOD, RETRY, ON_FAILURE));
    keys.addAll(List.of(UNDO, TAGS, OUTPUT, Matrix.MATRIX, Matrix.ONLY, Matrix.EXCLUDE));
    return keys;
  }
}
