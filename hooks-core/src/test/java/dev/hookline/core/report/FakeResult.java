package dev.hookline.core.report;

import dev.hookline.api.HookAttempt;
import dev.hookline.api.HookId;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookResult;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.LeftBehind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A result with any times that a test wants, those of hooks that overlap among them. */
record FakeResult(
    HookId hook,
    HookOutcome outcome,
    boolean isIgnored,
    String command,
    Instant startedAt,
    Duration duration,
    List<HookAttempt> attemptHistory,
    KeptOutput output,
    List<String> postMortem,
    Optional<String> commandByHand)
    implements HookResult {

  static FakeResult of(HookId hook, Instant start, Duration duration, HookOutcome outcome) {
    boolean isSkipped = outcome instanceof HookOutcome.Skipped;
    return new FakeResult(
        hook,
        outcome,
        false,
        "lambda",
        start,
        duration,
        isSkipped ? List.of() : List.of(new HookAttempt(1, start, duration, outcome)),
        KeptOutput.none(),
        List.of(),
        Optional.empty());
  }

  FakeResult command(String line) {
    return new FakeResult(
        hook,
        outcome,
        isIgnored,
        line,
        startedAt,
        duration,
        attemptHistory,
        output,
        postMortem,
        commandByHand);
  }

  FakeResult ignored() {
    return new FakeResult(
        hook,
        outcome,
        true,
        command,
        startedAt,
        duration,
        attemptHistory,
        output,
        postMortem,
        commandByHand);
  }

  FakeResult attempts(HookAttempt... all) {
    return new FakeResult(
        hook,
        outcome,
        isIgnored,
        command,
        startedAt,
        duration,
        List.of(all),
        output,
        postMortem,
        commandByHand);
  }

  FakeResult output(String text) {
    return new FakeResult(
        hook,
        outcome,
        isIgnored,
        command,
        startedAt,
        duration,
        attemptHistory,
        new KeptOutput(text, 0, ""),
        postMortem,
        commandByHand);
  }

  FakeResult postMortem(String... lines) {
    return new FakeResult(
        hook,
        outcome,
        isIgnored,
        command,
        startedAt,
        duration,
        attemptHistory,
        output,
        List.of(lines),
        commandByHand);
  }

  FakeResult byHand(String line) {
    return new FakeResult(
        hook,
        outcome,
        isIgnored,
        command,
        startedAt,
        duration,
        attemptHistory,
        output,
        postMortem,
        Optional.of(line));
  }

  @Override
  public Optional<String> declaredAt() {
    return Optional.of("hooks.yml:" + (3 + hook.name().length()));
  }

  @Override
  public int attempts() {
    return attemptHistory.size();
  }

  @Override
  public List<LeftBehind> leftBehind() {
    return List.of();
  }
}
