package dev.hookline.shell.conventions.kompose;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Condition;
import dev.hookline.api.Environment;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.FunctionHook;
import dev.hookline.shell.Trust;
import dev.hookline.shell.config.EnvFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The hooks of one kompose stack: the functions {@code hook_pre_X} and {@code hook_post_X} of
 * {@code STACK/hooks.sh}, as hooks of the phases {@code pre_X} and {@code post_X} (K1, K4), to be
 * run around the command {@code X}. Immutable and thread-safe; every setting returns a new source.
 *
 * <ul>
 *   <li>A function gets the whole command as arguments, its word first (K8); {@code pre_db_export}
 *       gets none. It runs in the directory of the run, not in that of the stack (K7).
 *   <li>{@code nounset} and {@code pipefail} are on, {@code errexit} is off (K14). What a function
 *       returns decides (K11, K12), the last command included (K16).
 *   <li>It sees the root {@code .env}, then that of the stack, then the overrides of the run (K20),
 *       and {@code SCRIPT_DIR}, {@code stack} and {@code stack_dir}.
 *   <li>A stack without {@code hooks.sh} has no hooks (K1), and a function that is not defined is
 *       skipped (K10).
 * </ul>
 *
 * <p>Where we differ, and why: {@code exit} in a function (K15), and a syntax error or an early end
 * of the file (K17), are failures of their own, because kompose reports success. Each function has
 * a shell of its own, so that neither functions, variables nor the directory leak into other hooks
 * and stacks (K3, K5, K6). The variables above are exported, so that commands see them too (K23).
 * {@code .env} files are read and not executed (K20, K21; see {@link EnvFile}). Standard input is
 * empty (K24). Which arguments mean a dry run is the tool's business (K9), as are the checks of the
 * database commands, which it makes before it runs hooks around them (K19), and the arguments of
 * docker (K22). A {@code set -e} in the file is obeyed (K14).
 *
 * @see KomposeStacks
 */
@CheckReturnValue
public final class KomposeHooks implements HookSource {
  /** The commands of docker compose that have hooks (K10). */
  public static final List<String> COMMANDS =
      List.of(
          "up", "down", "start", "stop", "restart", "pull", "build", "ps", "logs", "exec", "run",
          "create", "kill", "pause", "unpause", "port", "top");

  /** The operations on databases that have hooks. */
  public static final List<String> DATABASE = List.of("db_export", "db_import");

  private static final String WITHOUT_ARGUMENTS = "pre_db_export";

  private final Path root;
  private final String stack;
  private final List<String> commands;
  private final Trust trust;

  private KomposeHooks(Path root, String stack, List<String> commands, Trust trust) {
    this.root = Objects.requireNonNull(root, "root").toAbsolutePath().normalize();
    this.stack = Objects.requireNonNull(stack, "stack");
    this.commands = commands;
    this.trust = Objects.requireNonNull(trust, "trust");
  }

  /** Returns the hooks of a stack, for all commands that kompose knows. */
  public static KomposeHooks of(Path root, String stack) {
    List<String> all = new ArrayList<>(COMMANDS);
    all.addAll(DATABASE);
    return new KomposeHooks(root, stack, List.copyOf(all), Trust.ownFiles());
  }

  /** Returns the hooks around these commands instead. */
  public KomposeHooks commands(String... names) {
    return new KomposeHooks(root, stack, List.of(names), trust);
  }

  /** Returns these hooks with another trust in {@code hooks.sh} and the {@code .env} files. */
  public KomposeHooks trust(Trust newTrust) {
    return new KomposeHooks(root, stack, commands, newTrust);
  }

  /** Returns the phase before a command, such as {@code pre_up}. */
  public static Phase before(String command) {
    return Phase.of("pre_" + command);
  }

  /** Returns the phase after a command, such as {@code post_up}. */
  public static Phase after(String command) {
    return Phase.of("post_" + command);
  }

  /** Returns the phases before and after each command. */
  public List<Phase> phases() {
    List<Phase> phases = new ArrayList<>();
    commands.forEach(command -> phases.addAll(List.of(before(command), after(command))));
    return phases;
  }

  @Override
  public List<HookSpec> load() {
    Path directory = root.resolve(stack);
    Path file = directory.resolve("hooks.sh");
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    check(file, directory);
    Environment environment = environment();
    KomposeFunctions functions = KomposeFunctions.in(file);
    return phases().stream()
        .map(phase -> spec(phase, file, functions).environment(environment))
        .toList();
  }

  private void check(Path file, Path directory) {
    List<String> problems = trust.problems(file, directory);
    if (!problems.isEmpty()) {
      throw new HookSourceException(problems);
    }
  }

  private HookSpec spec(Phase phase, Path file, KomposeFunctions functions) {
    String function = "hook_" + phase.name();
    FunctionHook hook = FunctionHook.of(file, function).strict().skippedIfUndefined();
    FunctionHook called = phase.name().equals(WITHOUT_ARGUMENTS) ? hook.arguments(List.of()) : hook;
    Condition defined =
        Condition.withoutEffects(
            "if hooks.sh defines " + function, context -> functions.mayDefine(function));
    return HookSpec.of(phase, function, trust.guard(called, file, root.resolve(stack)))
        .when(defined)
        .declaredAt(file.toString());
  }

  /**
   * Returns what the {@code .env} files of the root and of the stack say, and what kompose adds.
   *
   * @throws HookSourceException if one of the files is refused, or with every problem in it
   */
  public Environment environment() {
    return dotEnv(root)
        .overlaidBy(dotEnv(root.resolve(stack)))
        .with("SCRIPT_DIR", root.toString())
        .with("stack", stack)
        .with("stack_dir", root.resolve(stack).toString());
  }

  private Environment dotEnv(Path directory) {
    Path file = directory.resolve(".env");
    if (Files.exists(file)) {
      check(file, root);
    }
    return EnvFile.at(file).readIfPresent();
  }
}
