package dev.hookline.shell;

import dev.hookline.api.HookContext;
import dev.hookline.shell.process.ProcessResult;
import dev.hookline.shell.process.ProcessResult.LeftProcess;
import dev.hookline.shell.process.Signals;
import dev.hookline.shell.script.LaunchException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides whether a script that has ended has failed, and says how. */
final class Verdict {
  /** A shell's code for a command that was ended by SIGTERM. */
  static final int STOPPED = 128 + Signals.TERM;

  private static final int FAILED = 1;
  private static final int LINES = 20;

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
   * Returns if the script has succeeded.
   *
   * @param mistake what is wrong with what it handed on
   */
  void on(ProcessResult ended, Optional<String> mistake) throws ScriptFailedException {
    ScriptEnding ending = ending(ended);
    if (ended.cause() == ProcessResult.Cause.ITSELF) {
      judge(ended, ending, mistake);
    } else {
      throw failed(code(ended, STOPPED), stopped(ended, ending), ended, ending);
    }
  }

  private void judge(ProcessResult ended, ScriptEnding ending, Optional<String> mistake)
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

  private static ScriptEnding ending(ProcessResult ended) {
    if (ended.exitCode().isEmpty()) {
      return new ScriptEnding.StillRunning(ended.pid());
    }
    int code = ended.exitCode().getAsInt();
    boolean stopped = ended.cause() != ProcessResult.Cause.ITSELF;
    int signal = code - 128;
    if (stopped && (signal == Signals.TERM || (signal == Signals.KILL && ended.wasKilled()))) {
      return new ScriptEnding.Killed(signal, Signals.nameOf(signal).orElseThrow());
    }
    return new ScriptEnding.Exited(code);
  }

  /** A report passes the code on as that of a failure, so it cannot be 0 when it was one. */
  private static int code(ProcessResult ended, int insteadOfZero) {
    int code = ended.exitCode().orElse(128 + Signals.KILL);
    return code == 0 ? insteadOfZero : code;
  }

  private String stopped(ProcessResult ended, ScriptEnding ending) {
    String why =
        ended.cause() == ProcessResult.Cause.OUTPUT_LIMIT
            ? " because it wrote more than the "
                + settings.outputLimit
                + " bytes of its output limit; write less or raise the limit"
            : "";
    return "was stopped" + why + ": " + ending;
  }

  private static String outlived(ProcessResult ended) {
    return "failed although the script ended with exit code 0, because processes that it started"
        + " were still running: "
        + ended.outlived().stream().map(Verdict::shown).collect(Collectors.joining(", "))
        + "; end them in the script, or choose another background policy";
  }

  private static String shown(LeftProcess process) {
    return process.pid() + " (" + process.command() + ")";
  }

  private ScriptFailedException failed(
      int code, String how, ProcessResult ended, ScriptEnding ending) {
    return new ScriptFailedException(
        context.hook(), code, how, details(Optional.of(ended.took())), ending);
  }

  private String details(Optional<Duration> took) {
    return details(context, settings.shown(context), took);
  }

  /** Returns what the message of every failure has after its first line. */
  static String details(HookContext context, String command, Optional<Duration> took) {
    String where = "  command:   " + command + "\n  directory: " + context.directory();
    return took.map(time -> where + "\n  ran for:   " + readable(time) + "\n" + output(context))
        .orElse(where);
  }

  private static String output(HookContext context) {
    List<String> lines = context.output().lastLines(LINES);
    return lines.isEmpty()
        ? "  output:    (none)"
        : "  output, last lines:\n    " + String.join("\n    ", lines);
  }

  private static String readable(Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0) {
      return time.toMillis() + " ms";
    }
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    return time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }
}
