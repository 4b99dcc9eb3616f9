package dev.hookline.shell.conventions.ping;

import dev.hookline.api.ContextView;
import dev.hookline.api.Environment;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookId;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.SkipReason;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.ScriptHook;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One file of {@code run_hook} (P1): looked up when its turn comes (P24), run as {@code sh FILE}
 * regardless of its rights and its first line (P4), without arguments (P5), in the directory of the
 * run (P6), in a process of its own (P7).
 */
final class PingHook implements Hook {
  private static final String VERBOSE = "VERBOSE";

  private final String name;
  private final int exitCode;
  private final PingDirectory directory;
  private final Optional<PingHandOver> handOver;

  PingHook(String name, int exitCode, PingDirectory directory, Optional<PingHandOver> handOver) {
    this.name = name;
    this.exitCode = exitCode;
    this.directory = directory;
    this.handOver = handOver;
  }

  @Override
  public void run(HookContext context) throws Exception {
    Path file = directory.find(name).orElseThrow(this::missing);
    ContextView view =
        ContextView.of(context).arguments(List.of()).environment(environment(context));
    Hook script = PingTrust.guard(directory.trust(), script(view, file), directory.hooks());
    try {
      handOver.map(h -> h.guard(script, directory.trust())).orElse(script).run(view);
    } catch (ScriptFailedException e) {
      throw failure(e);
    }
  }

  /**
   * Returns what a hook needs to call others and to hand over: our own directory, even if the
   * environment names another one, and a {@code VERBOSE} that is safe to execute (P8).
   */
  private Environment environment(HookContext context) {
    Environment own =
        Environment.of("HOOKS_DIR", directory.hooks().toString())
            .with(PingDirectory.STAGING, directory.staging(context).toString())
            .with(VERBOSE, String.valueOf(isVerbose(context)));
    return handOver.map(h -> own.with(PingHandOver.VARIABLE, h.file().toString())).orElse(own);
  }

  private static boolean isVerbose(HookContext context) {
    return "true".equals(context.environment().get(VERBOSE));
  }

  private static ScriptHook script(HookContext context, Path file) {
    return ScriptHook.file(file)
        .interpreter(isVerbose(context) ? Interpreter.of("sh", "-x") : Interpreter.of("sh"));
  }

  private HookSkippedException missing() {
    return new HookSkippedException(SkipReason.noSuchFile(directory.hooks().resolve(name)));
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

  /** What a script had started is known without its file, which may be another one by now. */
  @Override
  public List<LeftBehind> endLeftBehind(String runId, HookId hook) {
    return ScriptHook.file(directory.hooks().resolve(name)).endLeftBehind(runId, hook);
  }
}
