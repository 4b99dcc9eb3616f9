package dev.hookline.shell;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.SkipReason;
import dev.hookline.shell.FunctionFailedException.Ending;
import dev.hookline.shell.process.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * One bash function of a file, such as {@code hook_pre_up} of a {@code hooks.sh}. Immutable and
 * thread-safe.
 *
 * <p>Each call has a bash process of its own ({@code bash -p}): it checks the syntax of the whole
 * file, sources it without arguments and calls the function with exactly the arguments of the run,
 * in the directory of the run. Functions exported into the environment are not seen. What the
 * function returns decides; how the call can go wrong is told apart by {@link
 * FunctionFailedException}.
 */
public final class FunctionHook implements Hook {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String DRIVER = driver();
  private static final int COMMAND_NOT_FOUND = 127;
  private static final int SYNTAX_ERROR = 2;

  /** Files whose syntax was found good, as they were then. */
  private static final Map<Path, Map<String, Object>> CHECKED = new ConcurrentHashMap<>();

  private final Path file;
  private final String function;
  private final String options;
  private final Optional<List<String>> arguments;
  private final Undefined undefined;

  private enum Undefined {
    FAILS,
    SKIPS
  }

  private FunctionHook(
      Path file,
      String function,
      String options,
      Optional<List<String>> arguments,
      Undefined undefined) {
    this.file = Objects.requireNonNull(file, "file");
    this.function = function;
    this.options = options;
    this.arguments = arguments;
    this.undefined = undefined;
  }

  /**
   * Returns the hook that calls this function of this file.
   *
   * @throws IllegalArgumentException if it cannot be the name of a function
   */
  public static FunctionHook of(Path file, String function) {
    if (!NAME.matcher(function).matches()) {
      throw new IllegalArgumentException(
          "\"" + function + "\" cannot be the name of a function; use letters, digits and '_'");
    }
    return new FunctionHook(file, function, "", Optional.empty(), Undefined.FAILS);
  }

  /** Returns this hook, which calls the function with these arguments instead of the run's. */
  public FunctionHook arguments(List<String> fixed) {
    return new FunctionHook(file, function, options, Optional.of(List.copyOf(fixed)), undefined);
  }

  /** Returns this hook with {@code nounset} and {@code pipefail} switched on (kompose K14). */
  public FunctionHook strict() {
    return new FunctionHook(file, function, "-u -o pipefail", arguments, undefined);
  }

  /** Returns this hook, which is skipped if the file defines no such function. */
  public FunctionHook skippedIfUndefined() {
    return new FunctionHook(file, function, options, arguments, Undefined.SKIPS);
  }

  @Override
  public void run(HookContext context) throws Exception {
    Path script = context.directory().resolve(file);
    checkReadable(script);
    checkSyntax(script, context);
    Path status = Files.createTempFile("hookline-", ".status");
    try {
      call(script, status, context, arguments.orElse(context.arguments()));
    } finally {
      Files.deleteIfExists(status);
    }
  }

  private void checkReadable(Path script) throws FunctionFailedException {
    if (!Files.isRegularFile(script) || !Files.isReadable(script)) {
      String what = Files.exists(script) ? "cannot be read" : "does not exist";
      throw failed(Ending.UNREADABLE, COMMAND_NOT_FOUND, file + " " + what);
    }
  }

  private void checkSyntax(Path script, HookContext context) throws Exception {
    Map<String, Object> now = Files.readAttributes(script, "unix:ino,size,lastModifiedTime,ctime");
    if (now.equals(CHECKED.get(script))) {
      return;
    }
    try {
      bash(List.of("-p", "-O", "extglob", "-n", script.toString())).run(context);
    } catch (ScriptFailedException e) {
      rethrowUnlessExited(e);
      String said = String.join("; ", context.output().lastLines(2)).strip();
      throw failed(
          Ending.SYNTAX_ERROR, SYNTAX_ERROR, file + " has a syntax error and was not run: " + said);
    }
    CHECKED.put(script, now);
  }

  private void call(Path script, Path status, HookContext context, List<String> args)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("-p", "-c", DRIVER, "hooks"));
    command.addAll(List.of(status.toString(), script.toString(), function, options));
    command.addAll(args);
    int code = 0;
    try {
      bash(command).run(context);
    } catch (ScriptFailedException e) {
      rethrowUnlessExited(e);
      code = e.exitCode();
    }
    judge(Files.readString(status).strip(), code);
  }

  /** A shell that was stopped, or never was, says nothing about the function. */
  private static void rethrowUnlessExited(ScriptFailedException e) throws ScriptFailedException {
    boolean exited = e.ending() instanceof ScriptEnding.Exited end && end.code() != 0;
    if (!exited || Thread.currentThread().isInterrupted()) {
      throw e;
    }
  }

  private static ScriptHook bash(List<String> arguments) {
    return ScriptHook.command("bash", arguments.toArray(String[]::new)).withoutRunArguments();
  }

  private void judge(String status, int code) throws FunctionFailedException {
    switch (status) {
      case "", "load" -> throw endedWhileLoading(code);
      case "call" -> throw ended(code);
      case "undefined" -> undefined();
      default -> returned(code);
    }
  }

  private FunctionFailedException endedWhileLoading(int code) {
    return failed(
        Ending.EXITED_WHILE_LOADING,
        atLeastOne(code),
        file
            + endedTheShell(code)
            + " before "
            + function
            + " was called; move 'exit' into a function, or use 'return'");
  }

  private FunctionFailedException ended(int code) {
    String instead =
        Signals.nameOf(code - 128).isPresent()
            ? ""
            : "; use 'return " + code + "' instead of 'exit " + code + "'";
    return failed(
        Ending.EXITED, atLeastOne(code), function + " of " + file + endedTheShell(code) + instead);
  }

  private static String endedTheShell(int code) {
    return " ended the shell with " + new ScriptEnding.Exited(code);
  }

  private static int atLeastOne(int code) {
    return code == 0 ? 1 : code;
  }

  private void undefined() throws FunctionFailedException {
    String message = file + " defines no function " + function;
    if (undefined == Undefined.SKIPS) {
      throw new HookSkippedException(SkipReason.because(message));
    }
    throw failed(Ending.UNDEFINED, COMMAND_NOT_FOUND, message + "; define it or remove the hook");
  }

  private void returned(int code) throws FunctionFailedException {
    if (code != 0) {
      throw failed(Ending.RETURNED, code, function + " of " + file + " returned " + code);
    }
  }

  private static FunctionFailedException failed(Ending ending, int code, String message) {
    return new FunctionFailedException(ending, code, message);
  }

  private static String driver() {
    try (InputStream in = FunctionHook.class.getResourceAsStream("function-driver.sh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns for example {@code hook_pre_up of blog/hooks.sh}. */
  @Override
  public String description() {
    return function + " of " + file;
  }
}
