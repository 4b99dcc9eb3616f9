package dev.hookline.shell;

import static dev.hookline.shell.script.LaunchException.cannotExecute;

import dev.hookline.api.HookContext;
import dev.hookline.api.LeftBehind;
import dev.hookline.shell.process.OutputPump;
import dev.hookline.shell.process.ProcessResult;
import dev.hookline.shell.process.ProcessSpec;
import dev.hookline.shell.script.ArgumentLimits;
import dev.hookline.shell.script.CommandResolver;
import dev.hookline.shell.script.HandOverFile;
import dev.hookline.shell.script.LaunchException;
import dev.hookline.shell.script.Launcher;
import dev.hookline.shell.script.LogFile;
import dev.hookline.shell.script.ProgramFinder;
import dev.hookline.shell.script.ScriptEnvironment;
import dev.hookline.shell.script.TempFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a script: makes ready what it needs, runs it, and says how it ended. */
final class ScriptRun {
  private static final File NO_INPUT = new File("/dev/null");

  private final ScriptSettings settings;
  private final HookContext context;
  private final TempFiles files = new TempFiles();
  private final Path directory;

  ScriptRun(ScriptSettings settings, HookContext context) {
    this.settings = settings;
    this.context = context;
    this.directory = context.directory();
  }

  void run() throws ScriptFailedException {
    Verdict verdict = new Verdict(settings, context);
    try (files) {
      refuseIfStopped();
      File handedOn = files.create(".env").toFile();
      ProcessResult ended = execute(handedOn);
      ended.left().forEach(p -> context.leaveBehind(LeftBehind.process(p.pid(), p.command())));
      verdict.on(ended, HandOverFile.read(handedOn, context));
    } catch (LaunchException e) {
      throw verdict.notStarted(e);
    } catch (IOException e) {
      throw verdict.notStarted(cannotExecute("its files and pipes cannot be made: " + e));
    }
  }

  private void refuseIfStopped() throws LaunchException {
    if (Thread.currentThread().isInterrupted()) {
      throw new LaunchException(Verdict.STOPPED, "the hook was stopped before its turn came");
    }
  }

  private ProcessResult execute(File handedOn) throws LaunchException, IOException {
    ProcessSpec launch = launch(handedOn);
    if (settings.log.isPresent()) {
      LogFile log = LogFile.open(directory.resolve(settings.log.get()));
      context.output().copyTo(log);
      try (log) {
        return executeWithOutput(launch);
      }
    }
    return executeWithOutput(launch);
  }

  private ProcessResult executeWithOutput(ProcessSpec launch) throws LaunchException, IOException {
    try (OutputPump output = output()) {
      return Launcher.run(launch, output);
    }
  }

  private OutputPump output() throws IOException {
    return settings.separateStreams
        ? OutputPump.separate(context.output())
        : OutputPump.merged(context.output());
  }

  private ProcessSpec launch(File handedOn) throws LaunchException, IOException {
    ProgramFinder programs = new ProgramFinder(directory, context.environment());
    programs.checkDirectory();
    String cookie = ScriptEnvironment.newCookie();
    Map<String, String> environment =
        ScriptEnvironment.of(context, cookie, settings.secretFiles, files);
    environment.put("HOOKLINE_OUTPUT", handedOn.toString());
    List<String> words =
        new CommandResolver(settings.command(context), directory, programs, files)
            .executable(context.name());
    ArgumentLimits.check(words, environment);
    return new ProcessSpec(
        words, environment, directory, stdin(programs), cookie, limits(), files::deleteBrief);
  }

  private ProcessSpec.Limits limits() {
    ProcessSpec.Leftovers leftovers =
        settings.background == BackgroundPolicy.LEAVE
            ? ProcessSpec.Leftovers.LEAVE
            : ProcessSpec.Leftovers.END;
    return new ProcessSpec.Limits(
        context.gracePeriod(), settings.settle, leftovers, settings.outputLimit);
  }

  private File stdin(ProgramFinder programs) throws LaunchException, IOException {
    Optional<String> text = settings.stdin.text();
    if (text.isPresent()) {
      return files.createBrief(".in", text.get()).toFile();
    }
    Optional<Path> file = settings.stdin.file().map(directory::resolve);
    if (file.isPresent()) {
      programs.checkReadable(file.get(), "the file for standard input");
    }
    return file.map(Path::toFile).orElse(NO_INPUT);
  }
}
