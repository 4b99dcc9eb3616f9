package dev.hookline.core.ledger.file;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.text.KeyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A ledger in which the time stands still, with one key and its file. */
final class LedgerFixture {
  static final Instant NOW = Instant.parse("2025-11-21T05:03:52.123456Z");
  static final Instant RECORDED = Instant.parse("2025-11-21T05:03:52.123Z");
  static final Phase PHASE = Phase.of("deploy");
  static final OnceKey KEY = OnceKey.of("build", "production").with("revision", "4f2a");

  final FileLedger ledger;
  final Path log;

  LedgerFixture(Path directory) {
    ledger = FileLedger.in(directory).withClock(() -> NOW);
    log = directory.toAbsolutePath().resolve(KeyText.fileName(PHASE, KEY) + ".log");
  }

  LedgerClaim claim(String runId) throws InterruptedException {
    return ledger.waitAtMost(Duration.ZERO).claim(PHASE, KEY, runId);
  }

  /** Records what a run that is cut off after these hooks would have recorded. */
  void cutOff(String runId, String... hooks) throws InterruptedException {
    try (LedgerClaim claim = claim(runId)) {
      claim.recordBegun(Optional.empty());
      List.of(hooks).forEach(claim::recordSucceeded);
    }
  }

  void done(String runId, String... hooks) throws InterruptedException {
    try (LedgerClaim claim = claim(runId)) {
      claim.recordBegun(Optional.empty());
      List.of(hooks).forEach(claim::recordSucceeded);
      claim.recordDone();
    }
  }

  /** Returns the entries in words, such as {@code succeeded r1 migrate}. */
  List<String> story() {
    return ledger.entries().stream().map(LedgerFixture::words).toList();
  }

  static LedgerEntry entry(Event event, String runId, String hook) {
    return new LedgerEntry(PHASE, KEY, event, runId, RECORDED, hook, Optional.empty());
  }

  static String words(LedgerEntry entry) {
    return (entry.event().word() + " " + entry.runId() + " " + entry.hook()).strip();
  }

  List<String> lines() throws IOException {
    return Files.readAllLines(log);
  }

  /** Returns the message for one who claims the key while run r1 of this process holds it. */
  static String heldByR1(String wait) {
    return ("key \"%s\" of phase deploy is held by run r1 (process %d, since %s)%s;"
            + " let that run end, then run again")
        .formatted(KEY, ProcessHandle.current().pid(), NOW.truncatedTo(ChronoUnit.SECONDS), wait);
  }
}
