package dev.hookline.core.console.story;

import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookResult;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.core.console.terminal.Symbols;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a run that have been told and not yet shown. The heading of a phase comes before the
 * first line in it, and hooks that are skipped in a row take one line.
 */
final class Told {
  private static final int DIM = 2;

  private final RunFacts facts;
  private final Style style;
  private final Skips skips = new Skips();
  private final Sections sections;
  private List<String> lines = new ArrayList<>();
  private @Nullable Phase unsaid;
  private Instant time = Instant.EPOCH;
  private int sinceFailure = Integer.MAX_VALUE / 2;

  Told(RunFacts facts, Style style) {
    this.facts = facts;
    this.style = style;
    this.sections = new Sections(style.service());
  }

  void at(Instant now) {
    time = now;
  }

  List<String> take() {
    List<String> taken = lines;
    lines = taken.isEmpty() ? taken : new ArrayList<>();
    return taken;
  }

  // ---- lines

  /** Says a line, unless only failures are wanted. */
  void say(String line) {
    sayMasked(masked(line));
  }

  /** Returns a text without secrets: the names of hooks, phases and runs come as they are. */
  String masked(String text) {
    return facts.run.masked(text);
  }

  /** Says a line in which no secret is left, unless only failures are wanted. */
  void sayMasked(String line) {
    if (!style.options().isQuiet()) {
      saySkips();
      sayHeading();
      add(List.of(line));
    }
  }

  void sayAll(List<String> several) {
    several.forEach(this::say);
  }

  /** Says lines in every mode. */
  void insist(List<String> several) {
    add(several.stream().map(this::masked).toList());
  }

  private void add(List<String> several) {
    for (String line : several) {
      String timed = style.options().hasTimes() ? timeOfDay() + line : line;
      lines.add(sections.harmless(timed));
      sinceFailure++;
    }
  }

  /** Returns for example {@code 23:05:09.120}; a formatter would load hundreds of classes. */
  private String timeOfDay() {
    LocalTime local = LocalTime.ofInstant(time, ZoneId.systemDefault());
    return digits(local.getHour(), 2)
        + (":" + digits(local.getMinute(), 2))
        + (":" + digits(local.getSecond(), 2))
        + ("." + digits(local.getNano() / 1_000_000, 3) + " ");
  }

  private static String digits(int number, int count) {
    String text = Integer.toString(number);
    return "0".repeat(Math.max(0, count - text.length())) + text;
  }

  /** Notes that the line said last is that of a failure. */
  void failed() {
    sinceFailure = 0;
  }

  int linesSinceFailure() {
    return sinceFailure;
  }

  // ---- skipped hooks

  void skipped(HookResult result) {
    if (style.options().isVerbose() || Skips.isOwnLine(result)) {
      say(lead() + Skips.line(result));
    } else if (!Skips.isExpected(result)) {
      if (!skips.isOfRow(result)) {
        saySkips();
      }
      skips.add(result);
    }
  }

  private void saySkips() {
    for (String line : skips.take()) { // forgets them, so this ends
      say(lead() + line);
    }
  }

  private String lead() {
    return style.isDrawn() ? style.coloured(DIM, Symbols.SKIPPED) + " " : "-- ";
  }

  // ---- phases

  void phaseStarted(Phase phase) {
    unsaid = isStepAlone(phase) ? null : phase;
    if (style.options().isVerbose()) {
      sayHeading();
    }
  }

  private boolean isStepAlone(Phase phase) {
    List<HookKind> kinds =
        facts.run.plan().stream()
            .filter(hook -> hook.phase().equals(phase))
            .map(hook -> hook.kind())
            .toList();
    return kinds.equals(List.of(HookKind.STEP));
  }

  private void sayHeading() {
    Phase phase = unsaid;
    if (phase != null && !(style.isDrawn() && !Wording.isLifecycle(facts.run))) {
      add(List.of(sections.begin(masked("== " + Wording.label(facts.run, phase)), time)));
    }
    unsaid = null;
  }

  void phaseFinished(PhaseFinished event) {
    Phase phase = event.phase();
    event.failure().ifPresent(skips::explainedBy);
    saySkips();
    unsaid = null;
    endSection();
    boolean isWorthALine = style.options().isVerbose() || !isWell(event.status());
    if (Wording.isLifecycle(facts.run) && isWorthALine && !isStepAlone(phase)) {
      String ignored = event.isIgnored() ? ", ignored" : "";
      say("== " + Wording.label(facts.run, phase) + " " + event.status().words() + ignored);
    }
  }

  private static boolean isWell(RunStatus status) {
    return status == RunStatus.SUCCEEDED || status == RunStatus.SKIPPED;
  }

  /** Ends the section of the log, if one is open, after what is left to say in it. */
  void endSection() {
    saySkips();
    String end = sections.end(time);
    if (!end.isEmpty()) {
      lines.add(end);
    }
  }
}
