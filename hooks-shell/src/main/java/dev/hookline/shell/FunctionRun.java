package dev.hookline.shell;

import dev.hookline.api.HookContext;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.SkipReason;
import dev.hookline.shell.FunctionFailedException.Ending;
import dev.hookline.shell.files.PathRefusal;
import dev.hookline.shell.files.RegularFile;
import dev.hookline.shell.script.ShellWords;
import dev.hookline.shell.script.TempFiles;
import dev.hookline.shell.tree.Signals;
import dev.hookline.shell.trust.TrustRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One call of a bash function: checks its file, calls it, and judges how far the call came. */
final class FunctionRun {
  private static final String DRIVER = driver();
  private static final String STRICT = "-u -o pipefail";
  private static final int COMMAND_NOT_FOUND = 127;
  private static final int SYNTAX_ERROR = 2;
  private static final int STATUS_BYTES = 64;

  /** The attributes of each file when its syntax last checked out. */
  private static final Map<Path, Map<String, Object>> CHECKED = new ConcurrentHashMap<>();

  private final Settings settings;
  private final HookContext context;
  private final Path script;
  private final List<String> arguments;
  private final TrustRule trust;
  private final long startedAt = System.nanoTime();

  /** Which function is called, and how. Changed only while a copy is made for a new hook. */
  static final class Settings {
    final Path file;
    final String function;
    boolean strict;
    Optional<List<String>> arguments = Optional.empty();
    boolean skippedIfUndefined;
    Optional<TrustRule> trust = Optional.empty();

    Settings(Path file, String function) {
      this.file = file;
      this.function = function;
    }

    Settings(Settings that) {
      file = that.file;
      function = that.function;
      strict = that.strict;
      arguments = that.arguments;
      skippedIfUndefined = that.skippedIfUndefined;
      trust = that.trust;
    }

    /** Returns for example {@code hook_pre_up of blog/hooks.sh}. */
    @Override
    public String toString() {
      return function + " of " + file;
    }
  }

  FunctionRun(Settings settings, HookContext context) {
    this.settings = settings;
    this.context = context;
    this.script = context.directory().resolve(settings.file);
    this.arguments = settings.arguments.orElse(context.arguments());
    this.trust = settings.trust.orElse(TrustRule.OWN_FILES_ANYWHERE);
  }

  void run() throws Exception {
    checkReadable();
    Path home = Objects.requireNonNull(script.getParent(), "directory of a file");
    UntrustedFileException.throwIf(trust.problems(List.of(script), home), context);
    checkSyntax();
    try (TempFiles files = new TempFiles()) {
      call(files.create(".status"));
    }
  }

  private void checkReadable() throws FunctionFailedException {
    if (!Files.isRegularFile(script) || !Files.isReadable(script)) {
      String what =
          PathRefusal.of(script)
              .map(why -> "cannot be reached: " + why)
              .orElse(Files.exists(script) ? "cannot be read" : "does not exist");
      throw new FunctionFailedException(
          Ending.UNREADABLE,
          COMMAND_NOT_FOUND,
          settings.file
              + " "
              + what
              + "\n"
              + ScriptFailedException.details(context, shown(), Optional.empty()));
    }
  }

  private void checkSyntax() throws Exception {
    Map<String, Object> now = Files.readAttributes(script, "unix:ino,size,lastModifiedTime,ctime");
    if (now.equals(CHECKED.get(script))) {
      return;
    }
    try {
      bash("-p", "-O", "extglob", "-n", script.toString()).run(context);
    } catch (ScriptFailedException e) {
      rethrowUnlessExited(e);
      String said = String.join("; ", context.output().lastLines(2)).strip();
      String what = settings.file + " has a syntax error and was not run: " + said;
      throw failed(Ending.SYNTAX_ERROR, SYNTAX_ERROR, what, Optional.of(e));
    }
    CHECKED.put(script, now);
  }

  private void call(Path status) throws Exception {
    List<String> words = new ArrayList<>(List.of("-p", "-c", DRIVER, "hooks"));
    words.addAll(List.of(status.toString(), script.toString(), settings.function));
    words.add(settings.strict ? STRICT : "");
    words.addAll(arguments);
    Optional<ScriptFailedException> failure = Optional.empty();
    try {
      bash(words.toArray(String[]::new)).shownAs(shown()).run(context);
    } catch (ScriptFailedException e) {
      rethrowUnlessExited(e);
      failure = Optional.of(e);
    }
    judge(howFar(status, failure), failure);
  }

  private String howFar(Path status, Optional<ScriptFailedException> failure)
      throws FunctionFailedException {
    try {
      return RegularFile.text(status, STATUS_BYTES).lines().findFirst().orElse("");
    } catch (IOException e) {
      int code = failure.map(ScriptFailedException::exitCode).orElse(0);
      String what =
          "%s%s, and how far it came is not known, since it has changed its status file (%s)"
              .formatted(settings, endedTheShell(code), e.getMessage());
      throw failed(Ending.EXITED, Math.max(1, code), what, failure);
    }
  }

  /** Returns a command that does the same as the call, for it to be read and repeated. */
  private String shown() {
    List<String> call = ScriptRun.joined(List.of(settings.function), arguments);
    String text = "source " + ShellWords.quoted(script.toString()) + "; " + ShellWords.quoted(call);
    String options = settings.strict ? "set " + STRICT + "; " : "";
    return ShellWords.quoted(List.of("bash", "-p", "-c", options + text));
  }

  /** A shell that was stopped, or that never started, says nothing about the function. */
  private static void rethrowUnlessExited(ScriptFailedException e) throws ScriptFailedException {
    boolean exited = e.ending() instanceof ScriptEnding.Exited end && end.code() != 0;
    if (!exited || Thread.currentThread().isInterrupted()) {
      throw e;
    }
  }

  private ScriptHook bash(String... arguments) {
    return ScriptHook.command("bash", arguments).withoutRunArguments().trusting(trust);
  }

  private void judge(String status, Optional<ScriptFailedException> failure)
      throws FunctionFailedException {
    int code = failure.map(ScriptFailedException::exitCode).orElse(0);
    int atLeastOne = code == 0 ? 1 : code;
    switch (status) {
      case "", "load" ->
          throw failed(Ending.EXITED_WHILE_LOADING, atLeastOne, endedWhileLoading(code), failure);
      case "call" -> throw failed(Ending.EXITED, atLeastOne, ended(code), failure);
      case "undefined" -> undefined();
      default -> returned(status, failure);
    }
  }

  /** What the function returned counts, even if a trap has ended the shell with another code. */
  private void returned(String status, Optional<ScriptFailedException> failure)
      throws FunctionFailedException {
    int ofShell = failure.map(ScriptFailedException::exitCode).orElse(0);
    String returned = status.substring(status.indexOf(' ') + 1);
    int code = returned.matches("[0-9]{1,3}") ? Integer.parseInt(returned) : ofShell;
    int shown = code == 0 ? ofShell : code;
    if (shown != 0) {
      throw failed(Ending.RETURNED, shown, settings + " returned " + shown, failure);
    }
  }

  private String endedWhileLoading(int code) {
    return settings.file
        + endedTheShell(code)
        + " before "
        + settings.function
        + " was called; move 'exit' into a function, or use 'return'";
  }

  private String ended(int code) {
    String instead =
        Signals.nameOf(code - 128).isPresent()
            ? ""
            : "; use 'return " + code + "' instead of 'exit " + code + "'";
    return settings + endedTheShell(code) + instead;
  }

  private static String endedTheShell(int code) {
    return " ended the shell with " + new ScriptEnding.Exited(code);
  }

  private void undefined() throws FunctionFailedException {
    String what = settings.file + " defines no function " + settings.function;
    if (settings.skippedIfUndefined) {
      throw new HookSkippedException(SkipReason.because(what));
    }
    String advice = "; define it or remove the hook";
    throw failed(Ending.UNDEFINED, COMMAND_NOT_FOUND, what + advice, Optional.empty());
  }

  private FunctionFailedException failed(
      Ending ending, int code, String what, Optional<ScriptFailedException> failure) {
    Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
    String details =
        failure
            .map(ScriptFailedException::details)
            .orElseGet(() -> ScriptFailedException.details(context, shown(), Optional.of(took)));
    FunctionFailedException failed =
        new FunctionFailedException(ending, code, what + "\n" + details);
    failure.ifPresent(failed::initCause);
    return failed;
  }

  private static String driver() {
    try (InputStream in = FunctionRun.class.getResourceAsStream("function-driver.sh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
