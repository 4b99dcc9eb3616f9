package dev.hookline.core.explain;

import dev.hookline.api.Condition;
import dev.hookline.api.Durations;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.input.PhaseTasks;
import java.util.ArrayList;
import java.util.List;

/** What is set for hooks and phases, in words; what is as it is by default is left out. */
final class Settings {
  private Settings() {}

  /** Returns what is set for a hook, most important first. */
  static List<String> of(ShownHook hook) {
    HookSpec spec = hook.spec();
    List<String> words = new ArrayList<>();
    hook.skipped().ifPresent(reason -> words.add("would be skipped: " + reason.words()));
    if (spec.kind() != HookKind.ORDINARY) {
      words.add(spec.kind().words());
    }
    place(hook, words);
    if (spec.onFailure() != FailurePolicy.ABORT) {
      words.add("on failure " + spec.onFailure());
    }
    spec.timeout().ifPresent(limit -> words.add("limit " + Durations.words(limit)));
    spec.attemptTimeout().ifPresent(limit -> words.add("attempt limit " + Durations.words(limit)));
    spec.gracePeriod().ifPresent(period -> words.add("grace period " + Durations.words(period)));
    if (spec.retry() != RetryPolicy.none()) {
      words.add(retry(spec.retry()));
    }
    for (Condition condition : spec.conditions()) {
      String only = "runs only " + condition.words();
      if (!words.contains("would be skipped: " + only)) {
        words.add(only + answer(hook, condition));
      }
    }
    hook.undo().ifPresent(undo -> words.add("undo: " + undo));
    spec.tags().forEach(tag -> words.add("tag " + tag));
    hook.declaredAt().ifPresent(place -> words.add("declared at " + place));
    words.replaceAll(hook::shown);
    return words;
  }

  private static void place(ShownHook hook, List<String> words) {
    if (hook.spec().order().number() != 0) {
      words.add("order " + hook.spec().order().number());
    }
    hook.spec()
        .order()
        .attachment()
        .map(Settings::attachment)
        .or(() -> hook.placement().after().map(other -> "after \"" + other + "\""))
        .ifPresent(words::add);
  }

  static String attachment(Constraint attachment) {
    String side = attachment.relation().words().replace("attached", "immediately");
    return side + " \"" + attachment.other() + "\"";
  }

  static String retry(RetryPolicy retry) {
    String attempts = retry.maxAttempts() + (retry.maxAttempts() == 1 ? " attempt" : " attempts");
    return retry.firstWait().isZero()
        ? attempts
        : attempts + ", first wait " + Durations.words(retry.firstWait());
  }

  /** A dry run asks the conditions in their order, and stops at the first that says no. */
  private static String answer(ShownHook hook, Condition condition) {
    if (hook.wouldRun().isEmpty()) {
      return "";
    }
    boolean isKnown = hook.wouldRun().get() && condition.isWithoutEffects();
    return isKnown ? " (yes)" : "";
  }

  /** Returns what is set for a phase. */
  static List<String> of(PhaseView phase) {
    PhaseTasks tasks = phase.tasks();
    List<String> words = new ArrayList<>();
    words.add(count(tasks.size(), "hook"));
    if (tasks.limit != null) {
      words.add("limit " + Durations.words(tasks.limit));
    }
    if (tasks.concurrency > 1) {
      words.add(tasks.concurrency + " at once");
    }
    if (phase.onFailure() != FailurePolicy.ABORT) {
      words.add("if it fails " + phase.onFailure());
    }
    return words;
  }

  static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
