package dev.hookline.shell.hooksfile.read;

import dev.hookline.api.FailurePolicy;
import dev.hookline.shell.hooksfile.table.Choice;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Key;
import dev.hookline.shell.hooksfile.table.MapShape;
import dev.hookline.shell.hooksfile.table.NumberShape;
import dev.hookline.shell.hooksfile.table.ObjectShape;
import dev.hookline.shell.hooksfile.table.Rule.Kind;
import dev.hookline.shell.hooksfile.text.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The keys of a hooks file. This is where the format begins. */
final class FileKeys {
  static final Key<FailurePolicy> ON_FAILURE =
      new Key<>(
          "on-failure",
          Choice.of(FailurePolicy.values()),
          "What the failure of the phase means for those after it; as `on-failure` of a hook does"
              + " within its phase.");

  static final Key<Duration> TIMEOUT =
      new Key<>("timeout", Values.TIME, "The limit for the ordinary hooks of the phase together.");

  static final Key<Integer> CONCURRENCY =
      new Key<>(
          "concurrency",
          NumberShape.whole(1, 1_000_000),
          "How many hooks of equal `order` may run at the same time. Default: 1.");

  static final ObjectShape PHASE =
      ObjectShape.of("a phase", "How a phase runs.", List.of(ON_FAILURE, TIMEOUT, CONCURRENCY));

  static final Key<Map<String, Fields>> PHASES =
      new Key<>(
          "phases",
          new MapShape<>("a map from phases to how they run", Values.NAME_TEXT, PHASE),
          "How phases run.");

  static final Key<Map<String, List<Fields>>> HOOKS =
      new Key<>(
          "hooks",
          new MapShape<>(
              "a map from phases to their hooks, such as \"deploy: [bin/migrate, bin/warm]\"",
              Values.NAME_TEXT,
              HookKeys.HOOKS),
          "The hooks of each phase: a list, or one hook. A hook is a command, or a map.");

  static final Key<List<Fields>> FAILED =
      new Key<>(
          "on-failure",
          HookKeys.LAST_HOOKS,
          "Hooks that run if any phase, step or limit failed, or the run was cancelled.");

  static final Key<List<Fields>> ALWAYS =
      new Key<>("always", HookKeys.LAST_HOOKS, "Hooks that always run, last of all.");

  static final Key<Fields> LIFECYCLE =
      new Key<>(
          "lifecycle",
          ObjectShape.of("a lifecycle", "Hooks of the whole deployment.", List.of(FAILED, ALWAYS)),
          "Hooks that run at the end of the whole deployment, after those of all phases.");

  static final ObjectShape FILE =
      ObjectShape.of(
              "a hooks file",
              "The hooks of a project.",
              List.of(
                  HOOKS,
                  PHASES,
                  LIFECYCLE,
                  EnvironmentKeys.ENVIRONMENT,
                  EnvironmentKeys.ENV_FILES,
                  EnvironmentKeys.INCLUDE))
          .rule(Kind.AT_LEAST_ONE, HOOKS, PHASES, LIFECYCLE, EnvironmentKeys.INCLUDE);

  private FileKeys() {}
}
