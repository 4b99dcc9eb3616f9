package dev.hookline.shell;

import static dev.hookline.shell.script.LaunchException.cannotExecute;

import dev.hookline.api.Durations;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookOutput;
import dev.hookline.api.LeftBehind;
import dev.hookline.shell.files.TempRefusal;
import dev.hookline.shell.output.OutputPump;
import dev.hookline.shell.process.ProcessResult;
import dev.hookline.shell.process.ProcessSpec;
import dev.hookline.shell.process.Subprocess;
import dev.hookline.shell.script.ArgumentLimits;
import dev.hookline.shell.script.CommandResolver;
import dev.hookline.shell.script.HandOverFile;
import dev.hookline.shell.script.LaunchException;
import dev.hookline.shell.script.Launcher;
import dev.hookline.shell.script.LogFile;
import dev.hookline.shell.script.NamedOutput;
import dev.hookline.shell.script.ProgramFinder;
import dev.hookline.shell.script.ScriptCommand;
import dev.hookline.shell.script.ScriptEnvironment;
import dev.hookline.shell.script.ScriptSource;
import dev.hookline.shell.script.Session;
import dev.hookline.shell.script.ShellWords;
import dev.hookline.shell.script.Surroundings;
import dev.hookline.shell.script.TempFiles;
import dev.hookline.shell.trust.TrustRule;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One run of a script: prepares what the script needs, runs it, and judges how it ended. */
final class ScriptRun implements Launcher.Again, ProcessSpec.Owner {
  /** How much of the grace period is kept, at most, to collect processes that had to be killed. */
  private static final Duration COLLECTING = Duration.ofMillis(600);

  /** Of a shorter grace period a quarter is kept, which is less than that. */
  private static final Duration LONG_GRACE = Duration.ofSeconds(1);

  private final Settings settings;
  private final HookContext context;
  private final TempFiles files = new TempFiles();
  private final Path directory;
  private final ProgramFinder programs;
  private Optional<Path> text = Optional.empty();
  private Optional<File> handOver = Optional.empty();

  /** How a script runs. Changed only while a copy is made for a new hook. */
  static final class Settings {
    final ScriptSource source;
    List<String> arguments = List.of();
    boolean runArguments = true;
    Interpreter interpreter = Interpreter.asTheFileSays();
    List<String> launcher = List.of();
    Stdin stdin = Stdin.empty();
    boolean separateStreams;
    boolean ownSession = true;
    Containment containment = Containment.AUTOMATIC;
    BackgroundPolicy background = BackgroundPolicy.LEAVE;
    Duration settle = Duration.ofMillis(300);
    Optional<Path> log = Optional.empty();
    List<String> secretFiles = List.of();
    long outputLimit = Long.MAX_VALUE;
    Optional<String> shown = Optional.empty();
    Optional<TrustRule> trust = Optional.empty();
    List<Path> checked = List.of();

    Settings(ScriptSource source) {
      this.source = source;
    }

    Settings(Settings that) {
      source = that.source;
      arguments = that.arguments;
      runArguments = that.runArguments;
      interpreter = that.interpreter;
      launcher = that.launcher;
      stdin = that.stdin;
      separateStreams = that.separateStreams;
      ownSession = that.ownSession;
      containment = that.containment;
      background = that.background;
      settle = that.settle;
      log = that.log;
      secretFiles = that.secretFiles;
      outputLimit = that.outputLimit;
      shown = that.shown;
      trust = that.trust;
      checked = that.checked;
    }

    void setArguments(List<String> words) {
      refuseSecond("arguments are", arguments, "give all of them in one call");
      arguments = ShellWords.checked("arguments", words);
    }

    void setLauncher(List<String> words) {
      refuseSecond("a launcher is", launcher, "give all its words in one call");
      launcher = ShellWords.withProgram("launcher", words, "\"nice\"");
    }

    void setLog(Path file) {
      refuseSecond("a log is", log.stream().map(Path::toString).toList(), "a hook has only one");
      log = Optional.of(file);
    }

    /** A second call looks as if it added something, and would replace what is there. */
    private static void refuseSecond(String what, List<String> now, String advice) {
      if (!now.isEmpty()) {
        throw new IllegalStateException(
            what + " already set: " + ShellWords.quoted(now) + "; " + advice);
      }
    }

    void setInterpreter(Interpreter reader) {
      if (source instanceof ScriptSource.InWords) {
        throw new IllegalStateException(
            "a command has no interpreter; use file or inline, or put the words in the command");
      }
      interpreter = reader;
    }

    void setSettle(Duration time) {
      if (time.isNegative()) {
        throw new IllegalArgumentException(
            "settle must not be negative, but is " + Durations.words(time));
      }
      settle = time;
    }

    void setOutputLimit(long bytes) {
      if (bytes <= 0) {
        throw new IllegalArgumentException("output limit must be positive, but is " + bytes);
      }
      outputLimit = bytes;
    }

    /** By default only a file is checked: what a command or a text runs is a matter of PATH. */
    TrustRule trust() {
      boolean isFile = source instanceof ScriptSource.InFile;
      return trust.orElse(isFile ? TrustRule.OWN_FILES_ANYWHERE : TrustRule.EVERYONE);
    }

    ScriptCommand command(HookContext context) {
      return command(runArguments ? context.arguments() : List.of());
    }

    /** Returns the command on one line. */
    String shown(HookContext context) {
      return shown.orElseGet(() -> command(context).shown(context.name()));
    }

    /** Returns the command on one line, without the arguments of a run. */
    String shown() {
      return shown.orElseGet(() -> command(List.of()).shown());
    }

    private ScriptCommand command(List<String> more) {
      return new ScriptCommand(launcher, interpreter.words(), source, joined(arguments, more));
    }
  }

  ScriptRun(Settings settings, HookContext context) {
    this.settings = settings;
    this.context = context;
    this.directory = context.directory();
    this.programs = new ProgramFinder(directory, context.environment());
  }

  static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  void run() throws ScriptFailedException, UntrustedFileException {
    try (files) {
      refuseIfStopped();
      OutputPump.prepare();
      ProcessResult result = execute();
      for (ProcessResult.LeftProcess left : result.left()) {
        context.leaveBehind(described(left));
      }
      judge(result, HandOverFile.read(handOver(), context));
    } catch (LaunchException e) {
      throw verdict().notStarted(e);
    } catch (IOException e) {
      throw verdict().notStarted(cannotExecute(TempRefusal.of(e)));
    } catch (InvalidPathException e) {
      throw verdict().notStarted(cannotExecute(TempRefusal.of(e)));
    } catch (OutOfMemoryError e) {
      throw Subprocess.outOfMemory(e);
    }
  }

  private void judge(ProcessResult result, Optional<String> problem) throws ScriptFailedException {
    if (!result.isSuccess() || !result.outlived().isEmpty() || problem.isPresent()) {
      verdict().on(result, problem);
    }
  }

  /** Loaded, with the exception that it throws, when something is wrong. */
  private Verdict verdict() {
    return new Verdict(settings, context);
  }

  private static LeftBehind described(ProcessResult.LeftProcess left) {
    return left.isUnseen()
        ? LeftBehind.unseen(left.command())
        : LeftBehind.process(left.pid(), left.command());
  }

  private void refuseIfStopped() throws LaunchException {
    if (Thread.currentThread().isInterrupted()) {
      throw new LaunchException(Verdict.STOPPED, "the hook was stopped before its turn came");
    }
  }

  private ProcessResult execute() throws LaunchException, UntrustedFileException, IOException {
    context.byHand(
        directory,
        settings.command(context).byHand(context.name()),
        ScriptEnvironment.byHand(context));
    Session session = settings.ownSession ? Session.ofItsOwn(context) : Session.ofTheTool();
    ProcessSpec first = trusted();
    Optional<LogFile> log = log();
    HookOutput said = context.output();
    if (text.isPresent()) {
      said = new NamedOutput(said, text.get(), context.name());
    }
    try (OutputPump output = pump(said)) {
      // mkfifo has been started by now, so the JDK's process classes are loaded
      Surroundings.check(context);
      Launcher launcher = new Launcher(session, said, output);
      ProcessResult result = launcher.run(first, this);
      if (text.isPresent() && said instanceof NamedOutput named) {
        named.end();
      }
      return result;
    } finally {
      if (log.isPresent()) {
        log.get().close();
      }
    }
  }

  private Optional<LogFile> log() throws LaunchException {
    return settings.log.isEmpty()
        ? Optional.empty()
        : Optional.of(LogFile.of(context.output(), directory.resolve(settings.log.get())));
  }

  private OutputPump pump(HookOutput output) throws IOException {
    return settings.separateStreams ? OutputPump.separate(output) : OutputPump.merged(output);
  }

  private ProcessSpec trusted() throws LaunchException, UntrustedFileException, IOException {
    ScriptTrust trust = new ScriptTrust(settings, context);
    trust.checkFile(programs);
    ProcessSpec spec = next();
    trust.checkProgram(spec.words(), programs);
    return spec;
  }

  /** Returns what to start, with files of its own. */
  @Override
  public ProcessSpec next() throws LaunchException, IOException {
    programs.checkDirectory();
    String cookie = ScriptEnvironment.newCookie();
    Map<String, String> environment =
        ScriptEnvironment.of(context, cookie, settings.secretFiles, files);
    CommandResolver resolver =
        new CommandResolver(settings.command(context), directory, programs, files);
    List<String> words = resolver.executable(context.name());
    text = resolver.text();
    environment.put("HOOKLINE_OUTPUT", handOver().toString());
    ArgumentLimits.check(words, environment);
    return new ProcessSpec(
        words,
        environment,
        directory,
        stdin(),
        settings.stdin.lifeline(),
        cookie,
        containment(),
        limits(),
        this);
  }

  /** Made late: until then, the first run of all shares the time with what makes the pipes. */
  private File handOver() throws IOException {
    File file = handOver.isPresent() ? handOver.get() : files.create(".env").toFile();
    handOver = Optional.of(file);
    return file;
  }

  @Override
  public void hasStarted() {
    files.deleteBrief();
    OutputPump.replenish();
  }

  /** Why a script hung is asked when it reached a limit, and not when the run was cancelled. */
  @Override
  public void isStopping(Supplier<List<String>> doing) {
    if (context.remaining().filter(Duration::isZero).isPresent()) {
      context.postMortem(doing.get());
    }
  }

  private ProcessSpec.Containment containment() {
    if (settings.containment == Containment.REQUIRED) {
      return ProcessSpec.Containment.DEMANDED;
    }
    boolean isOfUse = settings.background != BackgroundPolicy.LEAVE;
    return isOfUse && settings.containment == Containment.AUTOMATIC
        ? ProcessSpec.Containment.IF_POSSIBLE
        : ProcessSpec.Containment.NONE;
  }

  private ProcessSpec.Limits limits() {
    ProcessSpec.Leftovers leftovers =
        settings.background == BackgroundPolicy.LEAVE
            ? ProcessSpec.Leftovers.LEAVE
            : ProcessSpec.Leftovers.END;
    return new ProcessSpec.Limits(
        timeToEnd(context.gracePeriod()), settings.settle, leftovers, settings.outputLimit);
  }

  /**
   * A hook that outlasts its grace period is abandoned: collecting what was killed is part of it.
   */
  private static Duration timeToEnd(Duration gracePeriod) {
    boolean isShort = gracePeriod.compareTo(LONG_GRACE) < 0;
    Duration part = isShort ? Duration.ofNanos(gracePeriod.toNanos() / 4) : COLLECTING;
    return gracePeriod.minus(part);
  }

  private File stdin() throws LaunchException, IOException {
    Optional<String> text = settings.stdin.text();
    if (text.isPresent()) {
      return files.createBrief(".in", text.get()).toFile();
    }
    if (settings.stdin.file().isEmpty()) {
      return ProcessSpec.NO_INPUT;
    }
    Path file = directory.resolve(settings.stdin.file().get());
    programs.checkInput(file);
    return file.toFile();
  }
}
