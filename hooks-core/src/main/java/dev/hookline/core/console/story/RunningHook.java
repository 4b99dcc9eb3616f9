package dev.hookline.core.console.story;

import dev.hookline.api.Durations;
import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookId;
import dev.hookline.api.OutputLine;
import dev.hookline.api.OutputPolicy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of a hook that runs. */
public final class RunningHook {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** Which hook it is. */
  public final HookId id;

  /** What it is called. */
  public final String label;

  /** When people see what it writes. */
  public final OutputPolicy output;

  final Silence silence;
  private final Instant since;
  private int attempt = 1;
  private Instant attemptSince;
  private @Nullable Instant deadline;
  private @Nullable RetryAwaited retry;
  private String lastLine = "";
  private @Nullable Instant unfinishedSince;
  private boolean isAnnounced;

  /** Whether more of a very long line is to come. */
  boolean isWithinLine;

  /** How many characters of that line were not shown. */
  long leftOut;

  RunningHook(HookStarted event) {
    this.id = event.hook();
    this.label = Wording.label(id);
    this.output = event.output();
    this.since = event.time();
    this.attemptSince = since;
    this.silence = new Silence(since);
  }

  void attempt(AttemptStarted event) {
    attempt = event.attempt();
    attemptSince = event.time();
    deadline = event.remaining().map(event.time()::plus).orElse(null);
    retry = null;
  }

  void retry(RetryAwaited event) {
    retry = event;
  }

  void wrote(OutputLine line) {
    lastLine = line.text();
    unfinishedSince = null;
  }

  /** Notes the beginning of a line; the moment counts from the latest change. */
  void began(OutputLine line, Instant time) {
    lastLine = line.text();
    unfinishedSince = time;
  }

  String lastLine() {
    return lastLine;
  }

  // ---- what is due

  /** Returns whether it is time to say that it began; once. */
  boolean isToBeAnnounced() {
    boolean isNews = !isAnnounced;
    isAnnounced = true;
    return isNews;
  }

  /** Returns whether it has run for a moment. */
  boolean hasRunAMoment(Instant now) {
    return Duration.between(since, now).compareTo(MOMENT) >= 0;
  }

  /** Returns whether the beginning of a line is to be shown, because no more has come; once. */
  boolean isUnfinishedLineDue(Instant now) {
    Instant began = unfinishedSince;
    if (began == null || Duration.between(began, now).compareTo(MOMENT) < 0) {
      return false;
    }
    unfinishedSince = null;
    return true;
  }

  // ---- words

  /** Returns for example {@code attempt 2, 1 min of 30 min}. */
  String elapsedOfLimit(Instant now) {
    Instant end = deadline;
    String of = end == null ? "" : " of " + seconds(Duration.between(attemptSince, end));
    return attempt() + seconds(Duration.between(attemptSince, now)) + of;
  }

  /** Returns for example {@code 12 s, 18 s left}, or when the next attempt begins. */
  public String elapsedAndLeft(Instant now) {
    RetryAwaited waiting = retry;
    if (waiting != null) {
      Duration left = Duration.between(now, waiting.time().plus(waiting.delay()));
      return "attempt " + (waiting.attempt() + 1) + " in " + seconds(left.plusMillis(999));
    }
    Instant end = deadline;
    String left = end == null ? "" : ", " + seconds(Duration.between(now, end)) + " left";
    return attempt() + seconds(Duration.between(since, now)) + left;
  }

  /** Returns why it waits for another attempt, or else the last line that it wrote. */
  public String lastWords() {
    RetryAwaited waiting = retry;
    return waiting == null ? lastLine : Wording.firstLine(waiting.failure());
  }

  private String attempt() {
    return attempt > 1 ? "attempt " + attempt + ", " : "";
  }

  /** Returns a duration without what is less than a second. */
  public static String seconds(Duration duration) {
    return Durations.words(Duration.ofSeconds(Math.max(0, duration.toSeconds())));
  }
}
