package dev.hookline.shell;

import dev.hookline.api.HookContext;
import dev.hookline.shell.process.Ended;
import dev.hookline.shell.process.Ended.LeftProcess;
import dev.hookline.shell.process.Signals;
import dev.hookline.shell.script.FailureMessage;
import dev.hookline.shell.script.NotLaunchedException;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides whether a script that has ended has failed, and says how. */
final class Verdict {
  /** A shell's code for a command that was ended by SIGTERM. */
  static final int STOPPED = 128 + Signals.TERM;

  private static final int FAILED = 1;

  private final ScriptSettings settings;
  private final FailureMessage message;

  Verdict(ScriptSettings settings, HookContext context) {
    this.settings = settings;
    this.message = new FailureMessage(context, settings.command(context).shown());
  }

  ScriptFailedException notStarted(NotLaunchedException refusal) {
    return new ScriptFailedException(
        refusal.exitCode(),
        message.notStarted(refusal.why()),
        new ScriptEnding.NotStarted(refusal.why()));
  }

  /**
   * Returns if the script has succeeded.
   *
   * @param mistake what is wrong with what it handed on
   */
  void on(Ended ended, Optional<String> mistake) throws ScriptFailedException {
    ScriptEnding ending = ending(ended);
    if (ended.cause() == Ended.Cause.ITSELF) {
      judge(ended, ending, mistake);
    } else {
      throw failed(code(ended, STOPPED), stopped(ended, ending), ended, ending);
    }
  }

  private void judge(Ended ended, ScriptEnding ending, Optional<String> mistake)
      throws ScriptFailedException {
    int code = code(ended, 0);
    String handedOn = mistake.map(m -> "what it handed on cannot be read: " + m).orElse("");
    if (code != 0) {
      String also = mistake.isPresent() ? "; also, " + handedOn : "";
      throw failed(code, "failed with " + ending + also, ended, ending);
    }
    if (mistake.isPresent()) {
      String how = "failed although the script ended with exit code 0, because " + handedOn;
      throw failed(FAILED, how, ended, ending);
    }
    if (settings.background == BackgroundPolicy.FAIL && !ended.outlived().isEmpty()) {
      throw failed(FAILED, outlived(ended), ended, ending);
    }
  }

  private static ScriptEnding ending(Ended ended) {
    if (ended.exitCode().isEmpty()) {
      return new ScriptEnding.StillRunning(ended.pid());
    }
    int code = ended.exitCode().getAsInt();
    boolean stopped = ended.cause() != Ended.Cause.ITSELF;
    int signal = code - 128;
    if (stopped && (signal == Signals.TERM || (signal == Signals.KILL && ended.wasKilled()))) {
      return new ScriptEnding.Killed(signal, Signals.nameOf(signal).orElseThrow());
    }
    return new ScriptEnding.Exited(code);
  }

  /** A report passes the code on as that of a failure, so it cannot be 0 when it was one. */
  private static int code(Ended ended, int insteadOfZero) {
    int code = ended.exitCode().orElse(128 + Signals.KILL);
    return code == 0 ? insteadOfZero : code;
  }

  private String stopped(Ended ended, ScriptEnding ending) {
    String why =
        ended.cause() == Ended.Cause.OUTPUT_LIMIT
            ? " because it wrote more than the "
                + settings.outputLimit
                + " bytes of its output limit; write less or raise the limit"
            : "";
    return "was stopped" + why + ": " + ending;
  }

  private static String outlived(Ended ended) {
    return "failed although the script ended with exit code 0, because processes that it started"
        + " were still running: "
        + ended.outlived().stream().map(Verdict::shown).collect(Collectors.joining(", "))
        + "; end them in the script, or choose another background policy";
  }

  private static String shown(LeftProcess process) {
    return process.pid() + " (" + process.command() + ")";
  }

  private ScriptFailedException failed(int code, String how, Ended ended, ScriptEnding ending) {
    return new ScriptFailedException(code, message.ended(how, ended.took()), ending);
  }
}
