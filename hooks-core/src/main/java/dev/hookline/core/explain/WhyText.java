package dev.hookline.core.explain;

import dev.hookline.api.Condition;
import dev.hookline.api.Durations;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookOrder;
import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All that a plan knows of one hook, defaults included, a line for each question. */
final class WhyText {
  private static final int QUESTION_WIDTH = 12;

  private final PhaseView phase;
  private final ShownHook hook;
  private final HookSpec spec;
  private final List<String> lines = new ArrayList<>();

  WhyText(PhaseView phase, ShownHook hook) {
    this.phase = phase;
    this.hook = hook;
    this.spec = hook.spec();
    lines.add(
        hook.shown(spec.id().toString())
            + ", number "
            + hook.place()
            + " of "
            + phase.tasks().size());
    add("command", hook.command());
    add("declared", spec.declaredAt().orElse("in code, without a place"));
    add("when", when());
    add("place", place());
    add("limits", limits());
    add("attempts", Settings.retry(spec.retry()) + waits());
    add("on failure", onFailure());
    add("conditions", conditions());
    add("undo", hook.undo().orElse("none"));
    if (!spec.tags().isEmpty()) {
      add("tags", String.join(", ", spec.tags()));
    }
    hook.forecast().ifPresent(forecast -> add("this run", forecast));
  }

  private void add(String question, String answer) {
    String gap = " ".repeat(QUESTION_WIDTH - question.length());
    lines.add("  " + question + gap + hook.shown(answer));
  }

  private String when() {
    return switch (spec.kind()) {
      case ORDINARY -> "in its place, as long as nothing before it aborts the phase" + overlap();
      case STEP -> "in its place in the lifecycle, unless that is aborted before";
      case UNDO -> "if its hook succeeded and is to be undone";
      case ON_FAILURE -> "at the end" + of() + ", if that failed or was cancelled";
      case ALWAYS -> "at the end" + of() + ", in any case";
    };
  }

  private String of() {
    return phase.role() == PhaseView.Role.END ? " of the lifecycle" : " of the phase";
  }

  private String overlap() {
    int most = phase.tasks().concurrency;
    return most == 1 ? "" : "; with hooks of the same order number, at most " + most + " at once";
  }

  private String place() {
    HookOrder order = spec.order();
    List<String> words = new ArrayList<>();
    hook.placement().after().ifPresent(other -> words.add("had to wait for \"" + other + "\""));
    words.add("order " + order.number());
    words.add("registered as number " + hook.placement().registered());
    for (Constraint constraint : order.constraints()) {
      words.add(constraint(constraint));
    }
    return String.join("; ", words);
  }

  private static String constraint(Constraint constraint) {
    if (constraint.relation().isAttachment()) {
      return Settings.attachment(constraint) + ", with which it moves";
    }
    String words = constraint.relation().words() + " \"" + constraint.other() + "\"";
    return constraint.required() ? words : words + " if that is there";
  }

  private String limits() {
    List<String> words = new ArrayList<>();
    spec.timeout().ifPresent(limit -> words.add(Durations.words(limit) + " for all attempts"));
    spec.attemptTimeout()
        .ifPresent(limit -> words.add(Durations.words(limit) + " for each attempt"));
    Duration ofPhase = phase.tasks().limit;
    if (ofPhase != null && !spec.kind().isCleanup()) {
      words.add(Durations.words(ofPhase) + " for the phase");
    }
    if (words.isEmpty()) {
      words.add("none of its own");
    }
    spec.gracePeriod().ifPresent(period -> words.add("grace period " + Durations.words(period)));
    return String.join("; ", words);
  }

  private String waits() {
    RetryPolicy retry = spec.retry();
    if (retry.firstWait().isZero()) {
      return "";
    }
    return ", each wait "
        + retry.factor()
        + " times as long as the one before, at most "
        + Durations.words(retry.longestWait());
  }

  private String onFailure() {
    boolean isCleanup = spec.kind().isCleanup();
    return switch (spec.onFailure()) {
      case ABORT ->
          isCleanup
              ? "ABORT: the phase has failed; other hooks that clean up run all the same"
              : "ABORT: the rest is skipped, the phase has failed";
      case CONTINUE -> "CONTINUE: the rest runs, the phase has failed at the end";
      case IGNORE -> "IGNORE: the rest runs, the phase has succeeded with a warning";
    };
  }

  private String conditions() {
    if (spec.kind() == HookKind.UNDO || spec.conditions().isEmpty()) {
      return "none";
    }
    return spec.conditions().stream().map(WhyText::condition).collect(Collectors.joining("; "));
  }

  private static String condition(Condition condition) {
    String asked = condition.isWithoutEffects() ? "" : " (may have effects, asked by a run only)";
    return "runs only " + condition.words() + asked;
  }

  @Override
  public String toString() {
    return String.join(System.lineSeparator(), lines);
  }
}
