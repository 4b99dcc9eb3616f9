package dev.hookline.shell.conventions.ping;

import dev.hookline.api.ContextView;
import dev.hookline.api.Environment;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.SkipReason;
import dev.hookline.shell.FileOverlay;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One file of {@code run_hook} (P1): looked up when its turn comes (P24), run as {@code sh FILE}
 * regardless of its rights and its first line (P4), without arguments (P5), in the directory of the
 * run (P6), in a process of its own (P7).
 */
final class PingHook implements Hook {
  private final String name;
  private final int exitCode;
  private final FileOverlay files;
  private final Trust trust;
  private final Optional<PingHandOver> handOver;

  PingHook(
      String name, int exitCode, FileOverlay files, Trust trust, Optional<PingHandOver> handOver) {
    this.name = name;
    this.exitCode = exitCode;
    this.files = files;
    this.trust = trust;
    this.handOver = handOver;
  }

  @Override
  public void run(HookContext context) throws Exception {
    FileOverlay.Found found = files.find(name).orElseThrow(this::missing);
    Environment handedOver = handOver.isPresent() ? handOver.get().read() : Environment.empty();
    ContextView view = ContextView.of(context).arguments(List.of()).environment(handedOver);
    Path file = found.file().toAbsolutePath();
    try {
      trust.guard(script(view, file), file, found.directory().toAbsolutePath()).run(view);
    } catch (ScriptFailedException e) {
      throw failure(e);
    }
    publish(view);
  }

  private void publish(HookContext context) throws IOException, HookExitException {
    if (handOver.isPresent()) {
      handOver.get().publish(context);
    }
  }

  private static ScriptHook script(HookContext context, Path file) {
    boolean verbose = "true".equals(context.environment().get("VERBOSE"));
    return ScriptHook.file(file)
        .interpreter(verbose ? Interpreter.of("sh", "-x") : Interpreter.of("sh"));
  }

  private HookSkippedException missing() {
    Path last = files.directories().get(files.directories().size() - 1);
    return new HookSkippedException(SkipReason.noSuchFile(last.resolve(name)));
  }

  private HookExitException failure(ScriptFailedException cause) {
    HookExitException failure =
        new HookExitException(
            exitCode,
            "CONTAINER FAILURE: Error running "
                + name
                + ", which "
                + cause.summary()
                + "\n"
                + cause.details());
    failure.initCause(cause);
    return failure;
  }

  @Override
  public String description() {
    return "sh " + name;
  }
}
