package dev.hookline.recipes;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.ledger.KeyHolder;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.LedgerView;
import dev.hookline.core.ledger.record.LedgerHistory;
import dev.hookline.core.ledger.text.KeyText;
import io.kubernetes.client.openapi.apis.CoordinationV1Api;
import io.kubernetes.client.openapi.models.V1Lease;
import io.kubernetes.client.openapi.models.V1LeaseSpec;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in the Leases of a Kubernetes namespace, one for each phase and key.
 *
 * <p>Each write names the version that it changes, so that one of an owner that was replaced is
 * refused by the API server. No clock is compared with another: a Lease has ended when whoever
 * waits for it has seen it unchanged for as long as it is good for, as leader election does it.
 */
public final class LeaseLedger implements Ledger {
  private static final Duration CHECK = Duration.ofMillis(20);

  private final KeyLeases leases;
  private final String process;
  private final Duration duration;
  private final Duration longestWait;

  /**
   * Creates one that waits until a key is free.
   *
   * @param api gives up a call after a sixth of the duration at the latest
   * @param process the name of the pod
   * @param duration how long after its last sign of life an owner loses its key, in whole seconds
   */
  public LeaseLedger(CoordinationV1Api api, String namespace, String process, Duration duration) {
    this(new KeyLeases(api, namespace), process, duration, Duration.ofDays(365));
  }

  private LeaseLedger(KeyLeases leases, String process, Duration duration, Duration longestWait) {
    this.leases = leases;
    this.process = process;
    this.duration = duration;
    this.longestWait = longestWait;
  }

  /** Returns this ledger, which refuses a claim after this wait. */
  public LeaseLedger waitAtMost(Duration wait) {
    return new LeaseLedger(leases, process, duration, wait);
  }

  @Override
  public LedgerClaim claim(Phase phase, OnceKey key, String runId, Patience patience)
      throws InterruptedException {
    return take(phase, key, runId, patience);
  }

  private LeaseClaim take(Phase phase, OnceKey key, String runId, Patience patience)
      throws InterruptedException {
    Waiting waiting = new Waiting(patience);
    while (true) {
      waiting.checkPatience();
      long asked = System.nanoTime();
      Optional<V1Lease> found = leases.read(KeyLease.name(phase, key));
      if (found.isEmpty() || waiting.hasEnded(found.get())) {
        V1Lease lease = found.orElseGet(() -> newLease(phase, key));
        hold(lease, runId);
        Optional<V1Lease> held = leases.write(lease);
        if (held.isPresent()) {
          return new LeaseClaim(leases, held.get(), runId, duration, asked);
        }
      } else {
        waiting.pause(KeyText.words(phase, key));
      }
    }
  }

  private static V1Lease newLease(Phase phase, OnceKey key) {
    V1Lease lease =
        new V1Lease()
            .apiVersion("coordination.k8s.io/v1")
            .kind("Lease")
            .metadata(new V1ObjectMeta().name(KeyLease.name(phase, key)))
            .spec(new V1LeaseSpec().leaseTransitions(0));
    KeyLease.putKey(lease, phase, key);
    return lease;
  }

  private void hold(V1Lease lease, String runId) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    lease
        .getSpec()
        .holderIdentity(process + ":" + ProcessHandle.current().pid() + " " + runId)
        .leaseDurationSeconds((int) duration.toSeconds())
        .leaseTransitions(lease.getSpec().getLeaseTransitions() + 1)
        .acquireTime(now)
        .renewTime(now);
  }

  /** Who is waited for, and since when its Lease is unchanged. */
  private final class Waiting {
    private final Patience patience;
    private final long start = System.nanoTime();
    private @Nullable V1LeaseSpec seen;
    private long seenSince;
    private Optional<KeyHolder> holder = Optional.empty();

    Waiting(Patience patience) {
      this.patience = patience;
    }

    void checkPatience() throws InterruptedException {
      Optional<String> reason = patience.reasonToGiveUp(holder);
      if (reason.isPresent()) {
        throw LedgerException.busy(reason.get());
      }
    }

    boolean hasEnded(V1Lease lease) {
      V1LeaseSpec spec = lease.getSpec();
      holder = KeyLease.holder(lease);
      if (!Objects.equals(spec, seen)) {
        seen = spec;
        seenSince = System.nanoTime();
      }
      return holder.isEmpty()
          || System.nanoTime() - seenSince
              > Duration.ofSeconds(spec.getLeaseDurationSeconds()).toNanos();
    }

    void pause(String key) throws InterruptedException {
      for (Duration left = duration.dividedBy(20); !left.isNegative(); left = left.minus(CHECK)) {
        if (System.nanoTime() - start >= longestWait.toNanos()) {
          throw LedgerException.busy(
              "%s is held by %s; let that run end, then run again"
                  .formatted(key, holder.orElseThrow()));
        }
        checkPatience();
        Thread.sleep(CHECK.toMillis());
      }
    }
  }

  @Override
  public LedgerView look(Phase phase, OnceKey key) {
    Optional<V1Lease> lease = leases.read(KeyLease.name(phase, key));
    LedgerHistory history = LedgerHistory.of(lease.map(KeyLease::entries).orElseGet(List::of));
    Optional<CutOffRun> open = history.cutOff();
    Optional<KeyHolder> holder =
        open.flatMap(run -> lease.filter(LeaseLedger::seemsHeld)).flatMap(KeyLease::holder);
    return new LedgerView(
        history.done(), holder.isEmpty() ? open : Optional.empty(), holder, List.of());
  }

  /** Goes by the clocks of both machines, which is good enough for a look. */
  private static boolean seemsHeld(V1Lease lease) {
    V1LeaseSpec spec = lease.getSpec();
    return spec.getRenewTime()
        .plusSeconds(spec.getLeaseDurationSeconds())
        .toInstant()
        .isAfter(Instant.now());
  }

  @Override
  public void forget(Phase phase, OnceKey key, String reason) throws InterruptedException {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("the reason to forget a key is blank; say why");
    }
    Optional<V1Lease> lease = leases.read(KeyLease.name(phase, key));
    if (lease.isPresent() && !KeyLease.entries(lease.get()).isEmpty()) {
      try (LeaseClaim claim = take(phase, key, "forget", Patience.untilInterrupted())) {
        claim.write(Event.FORGOTTEN, reason, Optional.empty());
      }
    }
  }

  @Override
  public List<LedgerEntry> entries() {
    return leases.all().stream()
        .map(KeyLease::entries)
        .filter(entries -> !entries.isEmpty())
        .sorted(Comparator.comparing((List<LedgerEntry> entries) -> entries.get(0).at()))
        .flatMap(List::stream)
        .toList();
  }
}
