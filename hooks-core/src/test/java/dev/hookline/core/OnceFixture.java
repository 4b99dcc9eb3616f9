package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.file.FileLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A ledger with one key of the phase deploy, and what hooks and the ledger say of runs. */
final class OnceFixture {
  static final OnceKey KEY = EngineChild.KEY;
  static final Phase BUILD = Phase.of("build");

  /** Deploy, which has the key, and then build, which has none. */
  static final Lifecycle LIFECYCLE = Lifecycle.named("all").phase(DEPLOY).phase(BUILD).build();

  final Transcript transcript = new Transcript();
  final FileLedger ledger;
  final HookRequest once = REQUEST.once(DEPLOY, KEY);

  OnceFixture(Path directory) {
    ledger = FileLedger.in(directory);
  }

  HookEngineBuilder builder(HookSpec... specs) {
    return transcript.builder(specs).ledger(ledger.waitAtMost(Duration.ZERO));
  }

  HookEngine engine(HookSpec... specs) {
    return builder(specs).build();
  }

  /** Records what a run that is cut off after these hooks would have recorded. */
  void cutOff(String runId, String... hooks) throws InterruptedException {
    try (LedgerClaim claim = ledger.claim(DEPLOY, KEY, runId)) {
      claim.recordBegun(Optional.empty());
      List.of(hooks).forEach(claim::recordSucceeded);
    }
  }

  List<String> hooksThatRan() {
    return transcript.lines().stream()
        .filter(line -> !line.matches("[<>].*|(run|phase) .*"))
        .toList();
  }

  /** Returns what the ledger holds, with the ids of runs left out. */
  List<String> story() {
    return ledger.entries().stream()
        .map(
            entry ->
                (entry.event().toString().toLowerCase(Locale.ROOT) + " " + entry.hook()).strip())
        .toList();
  }
}
