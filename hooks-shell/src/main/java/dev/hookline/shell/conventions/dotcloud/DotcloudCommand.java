package dev.hookline.shell.conventions.dotcloud;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookView;
import dev.hookline.shell.ScriptEnding;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Trust;
import dev.hookline.shell.tree.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command of {@code prebuild} or {@code postbuild}, exactly as dotCloud ran it (D5): in a login
 * shell, made executable first, so that a script without the right to execute works and {@code ~}
 * is the home directory; without an argument of the run.
 */
final class DotcloudCommand extends HookView {
  private static final int NOT_FOUND = 127;
  private static final int SIGNALS = 128;

  private final DotcloudService service;
  private final String command;
  private final Trust trust;
  private final FailedServices.Names services;
  private final ShellText text;

  DotcloudCommand(
      DotcloudService service, String command, Trust trust, FailedServices.Names services) {
    this(
        ShellText.of(command).withDirectories(service.directoriesOfHome()),
        service,
        command,
        trust,
        services);
  }

  private DotcloudCommand(
      String local,
      DotcloudService service,
      String command,
      Trust trust,
      FailedServices.Names services) {
    super(
        ScriptHook.command(
                "/bin/sh", "-lc", "chmod +x " + local + " >/dev/null 2>&1; exec " + local)
            .withoutRunArguments());
    this.text = ShellText.of(local);
    this.service = service;
    this.command = command;
    this.trust = trust;
    this.services = services;
  }

  /** Returns why it cannot run as it stands, one sentence each. */
  List<String> problems(String place) {
    List<String> problems = new ArrayList<>();
    text.operator()
        .ifPresent(
            found ->
                problems.add(
                    place
                        + ": found '"
                        + found
                        + "' in a command; expected one command, because dotCloud runs \"exec"
                        + " COMMAND\", which would not do what it says; put it into a script"));
    file().ifPresent(file -> problems.addAll(trust.problems(file, service.project())));
    return problems;
  }

  /** Returns the file of the project that the command runs, if it is there and known. */
  private Optional<Path> file() {
    return text.plainPath()
        .map(path -> service.root().resolve(path).normalize())
        .filter(file -> file.startsWith(service.project()) && Files.isRegularFile(file));
  }

  @Override
  public void run(HookContext context) throws Exception {
    FailedServices.skipIfFailed(context, service.name());
    try {
      trusted().run(context);
    } catch (ScriptFailedException e) {
      FailedServices.note(context, service.name(), services);
      throw explained(e);
    } catch (Exception e) {
      FailedServices.note(context, service.name(), services);
      throw e;
    }
  }

  private Hook trusted() {
    return file().map(file -> trust.guard(hook(), file, service.project())).orElse(hook());
  }

  /** The exit code comes out as it is (D9): 42 as 42. */
  private HookExitException explained(ScriptFailedException cause) {
    HookExitException explained =
        new HookExitException(
            cause.exitCode(),
            "Can't build service "
                + service
                + ": the command `"
                + command
                + "` "
                + how(cause)
                + "\n"
                + cause.details());
    explained.initCause(cause);
    return explained;
  }

  private static String how(ScriptFailedException cause) {
    boolean failed = cause.ending() instanceof ScriptEnding.Exited exited && exited.code() != 0;
    return failed ? how(cause.exitCode()) : cause.summary();
  }

  private static String how(int code) {
    if (code == NOT_FOUND) {
      return "was not found";
    }
    return Signals.nameOf(code - SIGNALS)
        .map(name -> "exited on signal " + (code - SIGNALS) + " (" + name + ")")
        .orElse("returned " + code);
  }
}
