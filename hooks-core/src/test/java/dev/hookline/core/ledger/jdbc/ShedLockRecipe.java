package dev.hookline.core.ledger.jdbc;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;

/** A phase that a fleet does once a day; the engine has a ledger that the fleet shares. */
public class ShedLockRecipe {
  private static final Phase NIGHTLY = Phase.of("nightly");

  private final HookEngine engine;
  private final Path directory;

  public ShedLockRecipe(HookEngine engine, Path directory) {
    this.engine = engine;
    this.directory = directory;
  }

  /** Instead of a lock: an instance that comes second waits, and finds that the day is done. */
  public RunReport instead(String day) {
    OnceKey key = OnceKey.of("nightly").with("day", day);
    return engine.run(NIGHTLY, HookRequest.in(directory).once(NIGHTLY, key));
  }

  /** Beside a lock: an instance that does not get the lock leaves at once, as it always did. */
  public Optional<RunReport> beside(LockProvider locks, Duration atMost, String day) {
    Optional<SimpleLock> lock =
        locks.lock(new LockConfiguration(Instant.now(), "nightly", atMost, Duration.ZERO));
    return lock.map(
        held -> {
          try {
            return instead(day);
          } finally {
            held.unlock();
          }
        });
  }
}
