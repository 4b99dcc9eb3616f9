package dev.hookline.recipes;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.hookline.api.Durations;
import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.record.StagedClaim;
import dev.hookline.core.ledger.text.KeyText;
import io.kubernetes.client.openapi.models.V1Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A key of a {@link LeaseLedger}, held by one run while its Lease is renewed. */
final class LeaseClaim extends StagedClaim {
  private static final int MOST_ENTRIES = 500;
  private static final Duration RETRY = Duration.ofMillis(50);

  private final KeyLeases leases;
  private final int transitions;
  private final Duration duration;
  private final List<LedgerEntry> entries;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private V1Lease lease;
  private @Nullable String holder;
  private long heldUntil;
  private boolean isGone;
  private boolean isReleased;
  private @Nullable String lost;
  private @Nullable Consumer<String> reaction;

  LeaseClaim(KeyLeases leases, V1Lease lease, String runId, Duration duration, long asked) {
    super(KeyLease.phase(lease), KeyLease.key(lease), runId, KeyLease.entries(lease));
    this.leases = leases;
    this.lease = lease;
    this.duration = duration;
    holder = lease.getSpec().getHolderIdentity();
    transitions = lease.getSpec().getLeaseTransitions();
    entries = new ArrayList<>(KeyLease.entries(lease));
    heldUntil = heldUntil(asked);
    Thread heartbeat = new Thread(this::beat, "lease of " + holder);
    heartbeat.setDaemon(true);
    heartbeat.start();
  }

  /** Two thirds, as in leader election: the rest is for a call that takes long to give up. */
  private long heldUntil(long asked) {
    return asked + duration.toNanos() / 3 * 2;
  }

  private void beat() {
    while (waits(duration.dividedBy(6))) {
      try {
        put();
      } catch (LedgerException e) {
        lose(e.getMessage());
      }
    }
  }

  /** Waits before the next heartbeat; false if there is none. */
  private boolean waits(Duration pause) {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (left > 0 && isHeld()) {
        left = changed.awaitNanos(left);
      }
      return isHeld();
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isHeld() {
    return !isReleased && lost == null;
  }

  /** Returns when holder, time and entries are written; an interrupt does not disturb it. */
  private void put() {
    boolean isInterrupted = false;
    lock.lock();
    try {
      boolean isThere = isReleased;
      while (!isThere) {
        isInterrupted |= Thread.interrupted(); // else the client calls nothing
        checkHeld();
        long asked = System.nanoTime();
        isThere = tryToPut();
        heldUntil = isThere ? heldUntil(asked) : heldUntil;
      }
    } finally {
      lock.unlock();
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void checkHeld() {
    if (lost != null) {
      throw LedgerException.of(lost);
    }
    if (isGone) {
      throw LedgerException.of("its Lease has ended, and another run may hold the key");
    }
    if (System.nanoTime() - heldUntil > 0) {
      throw LedgerException.of(
          "the API server has not answered for "
              + Durations.words(duration.dividedBy(3).multipliedBy(2)));
    }
  }

  private boolean tryToPut() {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    lease.getSpec().holderIdentity(holder).renewTime(now);
    KeyLease.putEntries(lease, entries);
    try {
      Optional<V1Lease> written = leases.write(lease);
      lease = written.or(this::readOwn).orElse(lease);
      return written.isPresent();
    } catch (LedgerException e) { // asked again until the time is over
      Uninterruptibles.sleepUninterruptibly(RETRY);
      return false;
    }
  }

  /** Empty, and the key is another's, if the Lease has changed hands. */
  private Optional<V1Lease> readOwn() {
    Optional<V1Lease> own = leases.read(lease.getMetadata().getName()).filter(this::isOwn);
    if (own.isEmpty()) {
      isGone = true;
    }
    return own;
  }

  private boolean isOwn(V1Lease read) {
    return read.getMetadata().getUid().equals(lease.getMetadata().getUid())
        && read.getSpec().getLeaseTransitions() == transitions;
  }

  private void lose(String why) {
    Consumer<String> react;
    lock.lock();
    try {
      if (!isHeld()) {
        return;
      }
      lost = why;
      react = reaction;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (react != null) {
      react.accept(why);
    }
  }

  @Override
  public void onLost(Consumer<String> newReaction) {
    String already;
    lock.lock();
    try {
      reaction = newReaction;
      already = lost;
    } finally {
      lock.unlock();
    }
    if (already != null) {
      newReaction.accept(already);
    }
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  /** Returns how often the Lease changed hands: larger for each later holder of this key. */
  @Override
  public OptionalLong token() {
    return OptionalLong.of(transitions);
  }

  @Override
  protected void write(Event event, String hook, Optional<OnceKey> state) {
    try {
      putWith(
          new LedgerEntry(
              phase(),
              key(),
              event,
              runId(),
              Instant.now().truncatedTo(ChronoUnit.MILLIS),
              hook,
              state));
    } catch (LedgerException e) {
      lose(e.getMessage());
      throw LedgerException.of(
          "\"%s\" of run %s cannot be recorded for %s: %s; see the ledger, then run again"
              .formatted(event.word(), runId(), KeyText.words(phase(), key()), e.getMessage()));
    }
  }

  private void putWith(LedgerEntry entry) {
    lock.lock();
    try {
      boolean isFull = entries.size() >= MOST_ENTRIES && entry.event() == Event.BEGUN;
      if (isFull || entry.event() == Event.FORGOTTEN) {
        entries.clear(); // nothing of earlier runs counts from now on
      }
      entries.add(entry);
      put();
    } finally {
      lock.unlock();
    }
  }

  /** What cannot be released ends by itself. */
  @Override
  protected void release() {
    lock.lock();
    try {
      holder = null;
      if (lost == null) {
        put();
      }
    } catch (LedgerException e) {
      lost = e.getMessage();
    } finally {
      isReleased = true;
      changed.signalAll();
      lock.unlock();
    }
  }
}
