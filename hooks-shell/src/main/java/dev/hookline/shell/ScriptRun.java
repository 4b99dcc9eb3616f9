package dev.hookline.shell;

import static dev.hookline.shell.script.NotLaunchedException.cannotExecute;

import dev.hookline.api.HookContext;
import dev.hookline.api.LeftBehind;
import dev.hookline.shell.process.Ended;
import dev.hookline.shell.process.Launch;
import dev.hookline.shell.process.OutputTail;
import dev.hookline.shell.script.HandedOn;
import dev.hookline.shell.script.LogFile;
import dev.hookline.shell.script.NotLaunchedException;
import dev.hookline.shell.script.PrivateFiles;
import dev.hookline.shell.script.Programs;
import dev.hookline.shell.script.ScriptEnvironment;
import dev.hookline.shell.script.ScriptLaunch;
import dev.hookline.shell.script.ScriptWords;
import dev.hookline.shell.script.WordLimits;
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
  private final PrivateFiles files = new PrivateFiles();
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
      Ended ended = execute(handedOn);
      ended.left().forEach(p -> context.leaveBehind(LeftBehind.process(p.pid(), p.command())));
      verdict.on(ended, HandedOn.read(handedOn, context));
    } catch (NotLaunchedException e) {
      throw verdict.notStarted(e);
    } catch (IOException e) {
      throw verdict.notStarted(cannotExecute("its files and pipes cannot be made: " + e));
    }
  }

  private void refuseIfStopped() throws NotLaunchedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new NotLaunchedException(Verdict.STOPPED, "the hook was stopped before its turn came");
    }
  }

  private Ended execute(File handedOn) throws NotLaunchedException, IOException {
    Launch launch = launch(handedOn);
    if (settings.log.isPresent()) {
      LogFile log = LogFile.open(directory.resolve(settings.log.get()));
      context.output().copyTo(log);
      try (log) {
        return executeWithOutput(launch);
      }
    }
    return executeWithOutput(launch);
  }

  private Ended executeWithOutput(Launch launch) throws NotLaunchedException, IOException {
    try (OutputTail output = output()) {
      return ScriptLaunch.run(launch, output);
    }
  }

  private OutputTail output() throws IOException {
    return settings.separateStreams
        ? OutputTail.separate(context.output())
        : OutputTail.merged(context.output());
  }

  private Launch launch(File handedOn) throws NotLaunchedException, IOException {
    Programs programs = new Programs(directory, context.environment());
    programs.checkDirectory();
    String cookie = ScriptEnvironment.newCookie();
    Map<String, String> environment =
        ScriptEnvironment.of(context, cookie, settings.secretFiles, files);
    environment.put("HOOKLINE_OUTPUT", handedOn.toString());
    List<String> words =
        new ScriptWords(settings.command(context), directory, programs, files)
            .executable(context.name());
    WordLimits.check(words, environment);
    return new Launch(
        words, environment, directory, stdin(programs), cookie, limits(), files::deleteBrief);
  }

  private Launch.Limits limits() {
    Launch.Leftovers leftovers =
        settings.background == BackgroundPolicy.LEAVE
            ? Launch.Leftovers.LEAVE
            : Launch.Leftovers.END;
    return new Launch.Limits(
        context.gracePeriod(), settings.settle, leftovers, settings.outputLimit);
  }

  private File stdin(Programs programs) throws NotLaunchedException, IOException {
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
