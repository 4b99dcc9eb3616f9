package dev.hookline.core.console.story;

import dev.hookline.api.Durations;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.OutputPolicy;
import dev.hookline.api.RunStatus;
import dev.hookline.core.console.story.RunFacts.Failure;
import dev.hookline.core.console.terminal.SafeText;
import dev.hookline.core.console.terminal.Symbols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is said at the end of a run: what failed, how much ended how, and what took the time. */
public final class Ending {
  private static final int GREEN = 32;
  private static final int RED = 31;
  private static final int TAIL = 10;
  private static final int LONGEST_TAIL = 500;
  private static final Duration WORTH_A_PATH = Duration.ofSeconds(1);

  private final RunFacts facts;
  private final Style style;

  /** Prepares the end of a run. */
  public Ending(RunFacts facts, Style style) {
    this.facts = facts;
    this.style = style;
  }

  /** Returns each failure with its reason and the last lines of the hook, then the refusals. */
  public List<String> failures() {
    List<String> lines = new ArrayList<>();
    for (Failure failure : facts.failures) {
      lines.addAll(failure(failure));
    }
    lines.addAll(refusals());
    return lines;
  }

  /** Returns why phases failed without a hook of theirs, as when the ledger cannot be read. */
  List<String> refusals() {
    List<String> lines = new ArrayList<>();
    for (PhaseFinished refusal : facts.refusals) {
      String ended = Wording.label(facts.run, refusal.phase()) + " " + refusal.status().words();
      List<String> reason = Wording.lines(refusal.failure().orElseThrow());
      lines.add(marked(ended + ": ", reason.get(0)));
      reason.subList(1, reason.size()).forEach(line -> lines.add(Wording.INDENT + line));
    }
    return lines;
  }

  private List<String> failure(Failure failure) {
    boolean isShown = failure.hook().output != OutputPolicy.HIDDEN;
    List<String> lines = new ArrayList<>();
    for (String reason : Wording.reason(failure.result(), isShown)) {
      lines.add(lines.isEmpty() ? headline(failure, reason) : Wording.INDENT + reason);
    }
    if (lines.isEmpty()) {
      lines.add(headline(failure, ""));
    }
    List<String> tail = isShown ? tail(failure) : List.of();
    boolean isThere = !tail.isEmpty() && lines.get(lines.size() - 1).endsWith(last(tail));
    if (!isThere) {
      tail.forEach(line -> lines.add(Wording.INDENT + "| " + line));
    }
    return lines;
  }

  private static String last(List<String> tail) {
    return tail.get(tail.size() - 1).strip();
  }

  /** Returns for example {@code x migrate failed (0.1 s): exit code 3}. */
  public String headline(Failure failure, String reason) {
    return marked(Wording.ended(failure.result(), false) + (reason.isEmpty() ? "" : ": "), reason);
  }

  private String marked(String ended, String reason) {
    return style.isDrawn()
        ? style.coloured(RED, Symbols.FAILED + " " + ended) + reason
        : "!! " + ended + reason;
  }

  private List<String> tail(Failure failure) {
    List<String> lines = failure.result().output().text().lines().toList();
    boolean isNews = failure.hook().output == OutputPolicy.ON_FAILURE;
    int most = isNews ? LONGEST_TAIL : TAIL;
    return lines.subList(Math.max(0, lines.size() - most), lines.size()).stream()
        .map(line -> SafeText.of(line, style.hasColours()))
        .toList();
  }

  /** Returns the line that counts, and the one that names what took the time. */
  List<String> counts(RunFinished event) {
    List<String> lines = new ArrayList<>();
    Duration took = Duration.between(facts.startedAt(), event.time());
    String headline = facts.run.name() + headline(event.status(), took);
    String counted = headline + facts.counts.words(facts.isDryRun);
    lines.add(style.isDrawn() ? symbol(event.status()) + counted : "== " + counted);
    String path = style.isDrawn() ? facts.path.words(" → ", "…") : facts.path.words(" -> ", "...");
    if (!path.isEmpty() && took.compareTo(WORTH_A_PATH) >= 0) {
      lines.add((style.isDrawn() ? "  " : "   ") + "critical path " + path);
    }
    return lines;
  }

  /** A dry run succeeds in nothing. */
  private String headline(RunStatus status, Duration took) {
    return facts.isDryRun
        ? ", dry run: "
        : " " + status.words() + " in " + Durations.measured(took) + ": ";
  }

  private String symbol(RunStatus status) {
    boolean isWell = status == RunStatus.SUCCEEDED || status == RunStatus.SKIPPED;
    return isWell
        ? style.coloured(GREEN, Symbols.DONE) + " "
        : style.coloured(RED, Symbols.FAILED) + " ";
  }
}
