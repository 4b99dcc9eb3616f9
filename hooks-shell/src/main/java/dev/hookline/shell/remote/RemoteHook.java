package dev.hookline.shell.remote;

import static java.util.Objects.requireNonNull;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookDescription;
import dev.hookline.api.HookId;
import dev.hookline.api.LeftBehind;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.script.ShellWords;
import dev.hookline.shell.tree.ScriptLeftovers;
import java.time.Duration;
import java.util.List;

/**
 * A hook that runs a script on another host or in a container. Immutable and thread-safe.
 *
 * <p>The script, its arguments and its variables, secrets among them, travel on the standard input
 * of the client, and only when the other side is ready: none of them is in any list of processes,
 * but for the arguments of a script that no shell reads. The input stays open as a lifeline. When
 * the hook is stopped, and when this JVM ends in any way, the other side sees the end of its input
 * and ends the script with all of its process group: SIGTERM, then the grace period (less up to two
 * seconds, or half of it, so that the end can be reported in time), then SIGKILL. Output and exit
 * code come back as from a local script.
 *
 * <p>The script sees the environment of the other side, and on top of it the variables of its
 * context that are not those of this process, {@code HOOKLINE_PHASE}, {@code HOOKLINE_HOOK}, {@code
 * HOOKLINE_ATTEMPT}, {@code HOOKLINE_RUN} and {@code HOOKLINE_OUTPUT}, which works as for a {@link
 * dev.hookline.shell.ScriptHook}. Its standard input is empty. Its first line may name an
 * interpreter ({@code #!}), else {@code sh} reads it, from {@code /dev/fd/4}; in its output that
 * name is replaced by that of the hook.
 *
 * <p>Three things can fail, and are told apart: the script ({@link ScriptFailedException} with its
 * exit code), the connection before the script was sent, and the connection afterwards (both {@link
 * ConnectionLostException}). A process that has left the script's process group, as a daemon does,
 * is not ended on the other side.
 */
@CheckReturnValue
public final class RemoteHook implements Hook {
  /** The default grace period; that of the hook is not known here. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RemoteScript script;

  private RemoteHook(RemoteScript script) {
    this.script = script;
  }

  /** A client without a script yet. */
  public static final class Through {
    private final Launcher launcher;

    private Through(Launcher launcher) {
      this.launcher = launcher;
    }

    /**
     * Returns a hook that runs this text there.
     *
     * @throws IllegalArgumentException if it has NUL or half a character (a lone surrogate) in it
     */
    public RemoteHook script(String text) {
      ShellWords.checked("remote script", List.of(text));
      return new RemoteHook(
          RemoteScript.of(launcher, ShellWords.checkedText("remote script", text)));
    }
  }

  /** Returns the beginning of a hook that runs its script through this client. */
  public static Through through(Launcher launcher) {
    return new Through(requireNonNull(launcher, "launcher"));
  }

  /**
   * Returns this hook with fixed arguments, which come before those of the run.
   *
   * @throws IllegalArgumentException if one has NUL in it
   */
  public RemoteHook arguments(String... arguments) {
    return new RemoteHook(
        script.withArguments(ShellWords.checked("arguments", List.of(arguments))));
  }

  /**
   * Returns this hook with its script read by that program; by default the one in its first line,
   * else {@code sh}.
   *
   * @param words the program and its arguments, as the other side knows them; the name of the
   *     script comes after them
   * @throws IllegalArgumentException if there is no word, if the first one is empty, or if one has
   *     NUL in it
   */
  public RemoteHook interpreter(String... words) {
    return new RemoteHook(
        script.withInterpreter(
            ShellWords.withProgram("interpreter", List.of(words), "interpreter(\"bash\")")));
  }

  /**
   * Returns this hook with that working directory on the other side; by default it is where the
   * client puts it, such as the home directory.
   *
   * @throws IllegalArgumentException if it is empty or has NUL in it
   */
  public RemoteHook directory(String directory) {
    List<String> checked = ShellWords.withProgram("directory", List.of(directory), "\"/srv\"");
    return new RemoteHook(script.withDirectory(checked.get(0)));
  }

  /**
   * Runs the script and waits for its end.
   *
   * @throws ScriptFailedException if the script did not exit with 0, the client was not found, or
   *     the hook was stopped; in the last case the interrupt flag of the thread is set
   * @throws ConnectionLostException if the client ended without a word of how the script ended
   */
  @Override
  public void run(HookContext context) throws ScriptFailedException, ConnectionLostException {
    new RemoteRun(script, context).run();
  }

  /** Returns the client and the script on one line; of a long script only the beginning. */
  @Override
  public String description() {
    return script.shown(List.of());
  }

  /** Returns the client and the script, with the arguments of the run. */
  @Override
  public HookDescription describe(HookContext context) {
    return HookDescription.of(script.shown(context.arguments()), context);
  }

  /**
   * Waits for the client, which ends when the other side has ended the script, and ends it if it
   * has not ended after 10 seconds: the other side can then not be reached any more, unless the
   * hook's grace period is longer than that. Then the script there may still be ending when this
   * returns.
   */
  @Override
  public List<LeftBehind> endLeftBehind(String runId, HookId hook) {
    return ScriptLeftovers.end(runId, hook, PATIENCE);
  }

  /** Returns the client and the script, as {@link #description} does. */
  @Override
  public String toString() {
    return description();
  }
}
