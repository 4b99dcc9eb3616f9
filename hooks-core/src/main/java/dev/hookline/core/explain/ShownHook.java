package dev.hookline.core.explain;

import dev.hookline.api.HookId;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.output.FailureText;
import dev.hookline.core.output.Printable;
import dev.hookline.core.plan.Placement;
import dev.hookline.core.secret.Masker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One hook of a plan as it is shown. Immutable.
 *
 * @param placement the hook and its place
 * @param place its place in its phase, counted from 1
 * @param masker knows the secrets of the plan
 * @param expected how it would end, as far as a dry run can say; null if the request is not known
 */
public record ShownHook(
    Placement placement, int place, Masker masker, @Nullable HookResult expected) {

  HookSpec spec() {
    return placement.spec();
  }

  HookId id() {
    return spec().id();
  }

  /** Returns a text as it may be shown, on one line. */
  String shown(String text) {
    return Printable.line(masker.mask(text));
  }

  String name() {
    return shown(id().name());
  }

  String command() {
    return shown(spec().hook().description());
  }

  Optional<String> undo() {
    return spec().undo().map(undo -> shown(undo.description()));
  }

  /** Returns where it was declared, unless its command says so. */
  Optional<String> declaredAt() {
    String command = command();
    return spec().declaredAt().map(this::shown).filter(place -> !command.contains(place));
  }

  /** Returns the hook on one line: its command, its place, what is set for it. */
  public String line() {
    List<String> words = new ArrayList<>(Settings.of(this));
    words.add(0, shown(spec().kind().words() + " \"" + id().name() + "\": " + command()));
    return String.join("; ", words);
  }

  /** Returns why a run with the request would not call it; empty if it would, or if unknown. */
  Optional<SkipReason> reasonToSkip() {
    return Optional.ofNullable(expected)
        .map(HookResult::outcome)
        .filter(outcome -> outcome instanceof Skipped)
        .map(outcome -> ((Skipped) outcome).reason())
        .filter(reason -> reason.cause() != Cause.DRY_RUN);
  }

  /** Returns the same if there is more to it than that nothing fails. */
  Optional<SkipReason> skipped() {
    return reasonToSkip().filter(reason -> reason.cause() != Cause.NO_FAILURE);
  }

  /** Returns what a run with the request would do with it, if that is known. */
  Optional<String> forecast() {
    if (expected == null) {
      return Optional.empty();
    }
    if (expected.outcome() instanceof Skipped skipped) {
      return Optional.of(
          skipped.reason().cause() == Cause.DRY_RUN
              ? skipped.reason().words()
              : "would be skipped: " + skipped.reason().words());
    }
    return expected.outcome().failure().map(failure -> "would fail: " + FailureText.of(failure));
  }

  /** Returns whether a run with the request would call it; empty if that is not known. */
  Optional<Boolean> wouldRun() {
    return Optional.ofNullable(expected)
        .map(result -> result.outcome() instanceof Skipped && reasonToSkip().isEmpty());
  }
}
