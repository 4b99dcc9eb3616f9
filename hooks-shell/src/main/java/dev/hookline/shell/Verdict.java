package dev.hookline.shell;

import dev.hookline.api.HookContext;
import dev.hookline.shell.process.ProcessResult;
import dev.hookline.shell.process.ProcessResult.LeftProcess;
import dev.hookline.shell.script.LaunchException;
import dev.hookline.shell.tree.Signals;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides whether a script that has ended has failed, and says how. */
final class Verdict {
  /** A shell's code for a command that was ended by SIGTERM. */
  static final int STOPPED = 128 + Signals.TERM;

  private static final int FAILED = 1;

  private final ScriptRun.Settings settings;
  private final HookContext context;

  Verdict(ScriptRun.Settings settings, HookContext context) {
    this.settings = settings;
    this.context = context;
  }

  ScriptFailedException notStarted(LaunchException refusal) {
    return new ScriptFailedException(
        context.hook(),
        refusal.exitCode(),
        "could not be started: " + refusal.why(),
        details(Optional.empty()),
        new ScriptEnding.NotStarted(refusal.why()));
  }

  /**
   * Returns normally if the script has succeeded, or has only left processes that its background
   * policy allows.
   *
   * @param problem what is wrong with what it handed over
   */
  void on(ProcessResult result, Optional<String> problem) throws ScriptFailedException {
    ScriptEnding ending = ending(result);
    if (result.cause() == ProcessResult.Cause.ITSELF) {
      judge(result, ending, problem);
    } else {
      throw failed(code(result, STOPPED), stopped(result, ending), result, ending);
    }
  }

  private void judge(ProcessResult result, ScriptEnding ending, Optional<String> problem)
      throws ScriptFailedException {
    int code = code(result, 0);
    String handedOver = "what it handed over cannot be read: " + problem.orElse("");
    if (code != 0) {
      String also = problem.isPresent() ? "; also, " + handedOver : "";
      throw failed(code, "failed with " + ending + also, result, ending);
    }
    if (problem.isPresent()) {
      String how = "failed although the script ended with exit code 0, because " + handedOver;
      throw failed(FAILED, how, result, ending);
    }
    if (settings.background == BackgroundPolicy.FAIL && !result.outlived().isEmpty()) {
      throw failed(FAILED, outlived(result), result, ending);
    }
  }

  private static ScriptEnding ending(ProcessResult result) {
    if (result.exitCode().isEmpty()) {
      return new ScriptEnding.StillRunning(result.pid());
    }
    int code = result.exitCode().getAsInt();
    boolean stopped = result.cause() != ProcessResult.Cause.ITSELF;
    int signal = code - 128;
    boolean byTerm = signal == Signals.TERM && !result.caughtTerm();
    boolean byKill = signal == Signals.KILL && result.wasKilled();
    if (stopped && (byTerm || byKill)) {
      return new ScriptEnding.Killed(signal, Signals.nameOf(signal).orElseThrow());
    }
    return new ScriptEnding.Exited(code);
  }

  /** A report passes the code on, so that of a failure cannot be 0. */
  private static int code(ProcessResult result, int insteadOfZero) {
    int code = result.exitCode().orElse(128 + Signals.KILL);
    return code == 0 ? insteadOfZero : code;
  }

  private String stopped(ProcessResult result, ScriptEnding ending) {
    String why =
        result.cause() == ProcessResult.Cause.OUTPUT_LIMIT
            ? " because it wrote more than the "
                + settings.outputLimit
                + " bytes of its output limit; write less or raise the limit"
            : "";
    return "was stopped" + why + ": " + ending;
  }

  private static String outlived(ProcessResult result) {
    return "failed although the script ended with exit code 0, because processes that it started"
        + " were still running: "
        + result.outlived().stream().map(LeftProcess::toString).collect(Collectors.joining(", "))
        + "; end them in the script, or choose another background policy";
  }

  private ScriptFailedException failed(
      int code, String how, ProcessResult result, ScriptEnding ending) {
    return new ScriptFailedException(
        context.hook(), code, how, details(Optional.of(result.took())), ending);
  }

  private String details(Optional<Duration> took) {
    return ScriptFailedException.details(context, settings.shown(context), took);
  }
}
