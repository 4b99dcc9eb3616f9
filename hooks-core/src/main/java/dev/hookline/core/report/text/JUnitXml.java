package dev.hookline.core.report.text;

import dev.hookline.api.HookAttempt;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.core.report.model.RecordedHook;
import dev.hookline.core.report.model.RecordedPhase;
import dev.hookline.core.report.model.RecordedRun;
import java.time.Duration;
import java.util.List;

/**
 * Writes a run as CI systems read the results of tests: a suite for each phase, a case for each
 * hook. A hook that succeeded after failed attempts is flaky; one of which every attempt failed has
 * its last failure, and those before it as reruns; a cancelled one is an error; a failure that is
 * ignored is none.
 */
public final class JUnitXml {
  private static final int DECIMALS = 3;

  private final RecordedRun run;
  private final PlainText plain;
  private final XmlOut xml;

  private JUnitXml(RecordedRun run, Appendable out) {
    this.run = run;
    this.plain = new PlainText(run.info()::masked);
    this.xml = new XmlOut(out, plain);
  }

  /** Writes the document. */
  public static void write(RecordedRun run, Appendable out) {
    new JUnitXml(run, out).write();
  }

  private void write() {
    List<RecordedHook> hooks = run.hooks().toList();
    int refusals = run.refusals().size();
    xml.begin(
        "testsuites",
        "name",
        run.info().name(),
        "time",
        time(run.duration()),
        "tests",
        "" + (hooks.size() + refusals),
        "failures",
        "" + hooks.stream().filter(JUnitXml::isFailure).count(),
        "errors",
        "" + (hooks.stream().filter(JUnitXml::isError).count() + refusals));
    run.phases().forEach(this::suite);
    xml.end("testsuites");
  }

  private static String time(Duration duration) {
    return Words.seconds(duration, DECIMALS);
  }

  private static boolean isFailure(RecordedHook hook) {
    return hook.isFailed() && !isError(hook);
  }

  private static boolean isError(RecordedHook hook) {
    return hook.result().outcome() instanceof Cancelled;
  }

  private void suite(RecordedPhase phase) {
    List<RecordedHook> hooks = phase.hooks();
    int refusals = phase.isRefused() ? 1 : 0;
    xml.begin(
        "testsuite",
        "name",
        phase.name(),
        "tests",
        "" + (hooks.size() + refusals),
        "failures",
        "" + hooks.stream().filter(JUnitXml::isFailure).count(),
        "errors",
        "" + (hooks.stream().filter(JUnitXml::isError).count() + refusals),
        "skipped",
        "" + hooks.stream().filter(RecordedHook::isSkipped).count(),
        "time",
        time(phase.duration()),
        "timestamp",
        phase.startedAt().orElse(run.startedAt()).toString(),
        "package",
        run.info().name());
    if (phase.isRefused()) {
      refusal(phase);
    }
    hooks.forEach(this::testCase);
    xml.end("testsuite");
  }

  /** A suite without a test that failed would pass for one that is well. */
  private void refusal(RecordedPhase phase) {
    String suite = run.info().name() + "." + phase.name();
    xml.begin("testcase", "name", "phase " + phase.name(), "classname", suite, "time", "0");
    failure("error", phase.failure().orElseThrow());
    xml.end("testcase");
  }

  private void testCase(RecordedHook hook) {
    HookResult result = hook.result();
    xml.begin(
        "testcase",
        "name",
        Words.label(result.hook()),
        "classname",
        run.info().name() + "." + result.hook().phase().name(),
        "time",
        time(result.duration()));
    if (result.outcome() instanceof Skipped skipped) {
      xml.element("skipped", "", "message", skipped.reason().words());
    }
    if (hook.isFailed()) {
      failure(isError(hook) ? "error" : "failure", result.outcome().failure().orElseThrow());
      earlier("rerunFailure", result);
    } else if (!hook.isIgnored()) {
      earlier("flakyFailure", result);
    }
    String said = said(hook);
    if (!said.isEmpty()) {
      xml.element("system-out", said);
    }
    xml.end("testcase");
  }

  private void failure(String element, Throwable failure) {
    String text = plain.of(failure);
    xml.element(element, text, "type", plain.typeOf(failure), "message", plain.firstLine(text));
  }

  /** Writes the failed attempts but for the last one, which is how the hook ended. */
  private void earlier(String element, HookResult result) {
    for (HookAttempt attempt : result.attemptHistory()) {
      if (attempt.number() < result.attempts() && attempt.outcome().failure().isPresent()) {
        failed(element, attempt);
      }
    }
  }

  private void failed(String element, HookAttempt attempt) {
    Throwable failure = attempt.outcome().failure().orElseThrow();
    String text = plain.of(failure);
    String message = "attempt " + attempt.number() + ": " + plain.firstLine(text);
    xml.begin(element, "type", plain.typeOf(failure), "message", message);
    xml.element("stackTrace", text);
    xml.end(element);
  }

  private String said(RecordedHook hook) {
    HookResult result = hook.result();
    StringBuilder text = new StringBuilder();
    if (hook.isIgnored()) {
      text.append("ignored: ").append(plain.of(result.outcome().failure().orElseThrow()));
      text.append('\n');
    }
    text.append(plain.lines(result.output().text()));
    if (!result.postMortem().isEmpty()) {
      text.append("\nwhen its limit was reached:\n").append(HookNotes.postMortem(plain, result));
    }
    result
        .leftBehind()
        .forEach(l -> text.append("\nleft behind ").append(plain.line(l.toString())));
    return text.toString();
  }
}
