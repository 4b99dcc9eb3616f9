package dev.hookline.recipes;

import static java.util.stream.Collectors.joining;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.KeyHolder;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.text.KeyText;
import dev.hookline.core.ledger.text.LedgerText;
import io.kubernetes.client.openapi.models.V1Lease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What stands in the Lease of a key: the holder in its spec, key and entries in annotations. */
final class KeyLease {
  private static final String KEY = "hookline.dev/key";
  private static final String ENTRIES = "hookline.dev/entries";

  private KeyLease() {}

  static String name(Phase phase, OnceKey key) {
    return "hookline-" + KeyText.fileName(phase, key);
  }

  static void putKey(V1Lease lease, Phase phase, OnceKey key) {
    lease.getMetadata().putAnnotationsItem(KEY, KeyText.encode(phase, key));
  }

  static void putEntries(V1Lease lease, List<LedgerEntry> entries) {
    lease.getMetadata().putAnnotationsItem(ENTRIES, text(entries));
  }

  static boolean hasEntries(V1Lease lease, List<LedgerEntry> entries) {
    return text(entries).equals(lease.getMetadata().getAnnotations().get(ENTRIES));
  }

  /** Returns who holds the key, as far as the Lease says; who died stays in it. */
  static Optional<KeyHolder> holder(V1Lease lease) {
    String identity = lease.getSpec().getHolderIdentity();
    if (identity == null) {
      return Optional.empty();
    }
    String[] processAndRun = identity.split(" ", 2);
    Instant since = lease.getSpec().getAcquireTime().toInstant();
    return Optional.of(new KeyHolder(processAndRun[1], processAndRun[0], since));
  }

  static Phase phase(V1Lease lease) {
    return Phase.of(LedgerText.decode(phaseAndKey(lease)[0]));
  }

  static OnceKey key(V1Lease lease) {
    return KeyText.decode(phaseAndKey(lease)[1]);
  }

  private static String[] phaseAndKey(V1Lease lease) {
    return lease.getMetadata().getAnnotations().get(KEY).split(" ", 2);
  }

  static List<LedgerEntry> entries(V1Lease lease) {
    Phase phase = phase(lease);
    OnceKey key = key(lease);
    String text = lease.getMetadata().getAnnotations().getOrDefault(ENTRIES, "");
    return text.lines().map(line -> entry(phase, key, line)).toList();
  }

  private static String text(List<LedgerEntry> entries) {
    return entries.stream().map(KeyLease::line).collect(joining("\n"));
  }

  private static String line(LedgerEntry entry) {
    String state = entry.state().map(KeyText::encode).orElse("");
    return String.join(
        "\t",
        entry.at().toString(),
        entry.event().word(),
        LedgerText.encode(entry.runId()),
        LedgerText.encode(entry.hook()),
        state);
  }

  private static LedgerEntry entry(Phase phase, OnceKey key, String line) {
    String[] fields = line.split("\t", -1);
    return new LedgerEntry(
        phase,
        key,
        Event.of(fields[1]),
        LedgerText.decode(fields[2]),
        Instant.parse(fields[0]),
        LedgerText.decode(fields[3]),
        fields[4].isEmpty() ? Optional.empty() : Optional.of(KeyText.decode(fields[4])));
  }
}
