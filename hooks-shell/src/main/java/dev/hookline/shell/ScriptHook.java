package dev.hookline.shell;

import static java.util.Objects.requireNonNull;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookDescription;
import dev.hookline.shell.script.ScriptSource;
import dev.hookline.shell.script.ShellWords;
import dev.hookline.shell.trust.TrustRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A hook that runs a script or a command as a process of the operating system.
 *
 * <pre>{@code
 * ScriptHook.file(Path.of("bin/migrate")).arguments("--to", "12")
 * ScriptHook.command("rsync", "-a", "public/", "web1:/srv/shop/").logTo(Path.of("rsync.log"))
 * ScriptHook.inline(Interpreter.of("sh"), "echo \"HOST=$(uname -n)\" >>\"$HOOKLINE_OUTPUT\"")
 * }</pre>
 *
 * <p>The hook always ends: when it is stopped, the script and what it started get SIGTERM, then the
 * grace period, then SIGKILL. In a cgroup of its own (see {@link Containment}) all that the script
 * started belongs to it. Elsewhere a process belongs to it if it descends from it, is in its
 * session, has its environment or has its output open. One that has shed all of these, as a daemon
 * with a wiped environment and closed files does, cannot be found then, nor can one of another user
 * of which the system shows nothing; a process that cannot be seen and has the output open is
 * reported as such. No line that the script itself wrote is lost, more output takes no more memory,
 * and no file, thread or process of the hook stays behind. It fails with {@link
 * ScriptFailedException} unless the script exits with 0.
 *
 * <p>The script sees the environment and the directory of its context and these variables:
 *
 * <ul>
 *   <li>{@code HOOKLINE_PHASE}, {@code HOOKLINE_HOOK}, {@code HOOKLINE_ATTEMPT}, {@code
 *       HOOKLINE_RUN}, and {@code HOOKLINE_COOKIE}, by which its processes are found
 *   <li>{@code HOOKLINE_OUTPUT}, a file: a line {@code KEY=value} in it becomes a variable of all
 *       later hooks; a value of several lines is written as {@code KEY<<MARKER}, the lines, and a
 *       line {@code MARKER}. A line that is neither fails the hook; the good lines count all the
 *       same.
 * </ul>
 *
 * <p>The script has a session and a process group of its own: Ctrl-C at the terminal reaches the
 * tool, which stops its scripts in order, and not the scripts; and a script that signals its own
 * process group, as {@code trap 'kill 0' EXIT} does, ends nothing else. A session of its own has no
 * terminal: {@code /dev/tty} cannot be opened, so that {@code sudo} and {@code ssh} cannot ask for
 * a password. Where there is no {@code setsid(1)}, scripts share the session of the tool, and the
 * first run has a warning that says so.
 *
 * <p>Variables that change what a shell does before it reads the script ({@code BASH_ENV}, {@code
 * ENV}, {@code SHELLOPTS}, {@code BASHOPTS}, {@code CDPATH}, {@code GLOBIGNORE}, {@code PS4},
 * {@code BASH_XTRACEFD}, functions in {@code BASH_FUNC_…}) are not inherited from the tool's own
 * environment; a layer that sets them to another value is obeyed.
 */
@CheckReturnValue
public final class ScriptHook extends TrustingHook {
  private final ScriptRun.Settings settings;

  private ScriptHook(ScriptRun.Settings settings) {
    this.settings = settings;
  }

  private static ScriptHook of(ScriptSource source) {
    return new ScriptHook(new ScriptRun.Settings(source));
  }

  /**
   * Returns a hook that runs a script in a file. The file and its interpreter must be trusted; see
   * {@link #trust}.
   *
   * @param file the file; relative to the hook's directory
   */
  public static ScriptHook file(Path file) {
    return of(new ScriptSource.InFile(requireNonNull(file, "file")));
  }

  /**
   * Returns a hook that runs a program. No shell is involved: the arguments arrive as they are.
   *
   * @param program the program, looked up on the {@code PATH} of the hook's environment unless it
   *     has a slash; a relative one is relative to the hook's directory
   * @param arguments its first arguments
   * @throws IllegalArgumentException if the program is empty or a word has NUL in it
   */
  public static ScriptHook command(String program, String... arguments) {
    if (program.isEmpty()) {
      throw new IllegalArgumentException("command has an empty program; name one");
    }
    List<String> words = ScriptRun.joined(List.of(program), List.of(arguments));
    return of(new ScriptSource.InWords(ShellWords.checked("command", words)));
  }

  /**
   * Returns a hook that runs a text as a script.
   *
   * <p>The interpreter reads the text from a private file that is gone afterwards, so the text can
   * be of any length and shows in no list of processes. Where the script's output has the name of
   * that file, as in the complaints of a shell, it has the hook's name instead. Behind a {@link
   * #launcher} the interpreter gets {@code -c}, the text and the hook's name instead: it must know
   * that option, as every shell does, and the text must be shorter than 128 KiB.
   */
  public static ScriptHook inline(Interpreter interpreter, String text) {
    ShellWords.checked("inline script", List.of(text));
    String whole = ShellWords.checkedText("inline script", text);
    return of(new ScriptSource.InText(whole)).interpreter(interpreter);
  }

  /**
   * Returns this hook with fixed arguments, which come before those of the run.
   *
   * @throws IllegalArgumentException if one has NUL in it
   * @throws IllegalStateException if it has fixed arguments already
   */
  public ScriptHook arguments(String... arguments) {
    return with(s -> s.setArguments(List.of(arguments)));
  }

  /** Returns this hook with its fixed arguments only: those of the run are not passed. */
  public ScriptHook withoutRunArguments() {
    return with(s -> s.runArguments = false);
  }

  /**
   * Returns this hook with its script read by that interpreter; the default is {@link
   * Interpreter#asTheFileSays}.
   *
   * @throws IllegalStateException if this hook is a command, which needs none
   */
  public ScriptHook interpreter(Interpreter interpreter) {
    return with(s -> s.setInterpreter(requireNonNull(interpreter, "interpreter")));
  }

  /**
   * Returns this hook with words before its command, such as {@code docker exec -i NAME}, {@code
   * kubectl exec NAME --}, {@code ssh host}, {@code sudo -u user} or {@code nice}.
   *
   * <p>The name of a script's file is then passed on unchecked, since the file may be elsewhere.
   * Stopping the hook ends the processes on this machine, the client of such a launcher among them.
   * It reaches neither what runs in the container or on the other host (use for example {@code ssh
   * -tt}, or {@code timeout} over there) nor, unless the tool is root, processes of another user;
   * those are reported as left behind. Environment variables get through only as far as the
   * launcher lets them, and {@code ssh} has its words read by a shell at the other end.
   *
   * @throws IllegalArgumentException if there is no word, or one with NUL in it
   * @throws IllegalStateException if it has a launcher already
   */
  public ScriptHook launcher(String... prefix) {
    return with(s -> s.setLauncher(List.of(prefix)));
  }

  /**
   * Returns this hook with another trust in the files that it runs: the script, the interpreter
   * that its first line or the hook names, and the program that {@code env} looks up for such a
   * line. The default for a script in a file is {@link Trust#ownFiles}, and links may lead anywhere
   * that is trusted. A command and the interpreter of an inline text are found on the {@code PATH}
   * as in a shell, and checked only if this is called; nothing is checked behind a {@link
   * #launcher}.
   */
  public ScriptHook trust(Trust trust) {
    return with(s -> s.trust = Optional.of(trust.rule()));
  }

  @Override
  ScriptHook orTrusting(TrustRule rule, List<Path> checked) {
    return settings.trust.isPresent() ? this : trusting(rule, checked);
  }

  ScriptHook trusting(TrustRule rule) {
    return trusting(rule, List.of());
  }

  private ScriptHook trusting(TrustRule rule, List<Path> checked) {
    ScriptRun.Settings copy = new ScriptRun.Settings(settings);
    copy.trust = Optional.of(rule);
    copy.checked = checked;
    return new ScriptHook(copy);
  }

  /** Returns this hook with that standard input; the default is {@link Stdin#empty}. */
  public ScriptHook stdin(Stdin stdin) {
    return with(s -> s.stdin = requireNonNull(stdin, "stdin"));
  }

  /**
   * Returns this hook with standard output and standard error kept apart. By default they are
   * merged in the order of the writes; kept apart, their order is not exact.
   */
  public ScriptHook separateStreams() {
    return with(s -> s.separateStreams = true);
  }

  /**
   * Returns this hook with its script in the session and the process group of the tool. The script
   * can then open {@code /dev/tty}, and starts some tenths of a millisecond sooner; but Ctrl-C
   * reaches it as it reaches the tool, and {@code kill 0} in it ends the tool.
   */
  public ScriptHook withoutOwnSession() {
    return with(s -> s.ownSession = false);
  }

  /**
   * Returns this hook with that containment; the default is {@link Containment#AUTOMATIC}.
   *
   * @throws NullPointerException if it is null
   */
  public ScriptHook containment(Containment containment) {
    return with(s -> s.containment = requireNonNull(containment, "containment"));
  }

  /**
   * Returns this hook with that policy for processes that outlive the script; the default is {@link
   * BackgroundPolicy#LEAVE}. One that stays should write to a file of its own: what it writes to
   * the script's output after the hook's end is lost.
   */
  public ScriptHook background(BackgroundPolicy policy) {
    return with(s -> s.background = requireNonNull(policy, "policy"));
  }

  /**
   * Returns this hook with the time that processes which outlive the script and hold its output,
   * such as a filter, get to finish; the default is 300 ms.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ScriptHook settle(Duration time) {
    return with(s -> s.setSettle(time));
  }

  /**
   * Returns this hook with its whole output appended to a file, with secrets masked. A new file
   * gets rights 0600. A log that is found not to be writable fails the hook before the script is
   * started; one that turns out not to be only when it is opened, such as a program that is
   * running, is a warning, and the script may succeed.
   *
   * @param file the file; relative to the hook's directory
   * @throws IllegalStateException if it has a log already
   */
  public ScriptHook logTo(Path file) {
    return with(s -> s.setLog(requireNonNull(file, "file")));
  }

  /**
   * Returns this hook with one variable taken out of the script's environment and handed over as a
   * file instead, which only this user can read and which is gone afterwards. The script finds its
   * name in {@code <variable>_FILE}.
   */
  public ScriptHook secretAsFile(String variable) {
    return with(s -> s.secretFiles = ScriptRun.joined(s.secretFiles, List.of(variable)));
  }

  /**
   * Returns this hook with a limit for its output. A script that writes more is stopped, and has
   * failed. There is no limit by default.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public ScriptHook outputLimit(long bytes) {
    return with(s -> s.setOutputLimit(bytes));
  }

  /**
   * Returns this hook with another command in plans and messages than the one that it runs, for
   * hooks that run a script in a way that would tell a reader little.
   *
   * @param command one line that can be pasted into a shell
   */
  public ScriptHook shownAs(String command) {
    return with(s -> s.shown = Optional.of(command));
  }

  private ScriptHook with(Consumer<ScriptRun.Settings> change) {
    ScriptRun.Settings copy = new ScriptRun.Settings(settings);
    change.accept(copy);
    return new ScriptHook(copy);
  }

  /**
   * Runs the script and waits for its end.
   *
   * @throws ScriptFailedException if the script did not start, did not exit with 0 or was stopped;
   *     in the last case the interrupt flag of the thread is set
   * @throws UntrustedFileException if it was not run, because its {@link #trust} refuses a file
   */
  @Override
  public void run(HookContext context) throws ScriptFailedException, UntrustedFileException {
    new ScriptRun(settings, context).run();
  }

  /**
   * Returns the command on one line, quoted so that it can be pasted into a shell; of a long inline
   * text only the beginning.
   */
  @Override
  public String description() {
    return settings.shown();
  }

  /** Returns the command with the arguments of the run, its directory and its variables. */
  @Override
  public HookDescription describe(HookContext context) {
    return HookDescription.of(settings.shown(context), context);
  }

  /** Returns the command, as {@link #description} does. */
  @Override
  public String toString() {
    return description();
  }
}
