package dev.hookline.core.ledger.jdbc;

import static dev.hookline.core.ledger.jdbc.Servers.POSTGRES;
import static dev.hookline.core.ledger.jdbc.Servers.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.RunReport;
import dev.hookline.core.ledger.LedgerClaim;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbc.JdbcLockProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the recipes of the cookbook for users of ShedLock and of db-scheduler. */
@Tag("postgres")
@Timeout(60)
class LockRecipesTest {
  private static final Path HERE = Path.of("");
  private static final Phase NIGHTLY = Phase.of("nightly");
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final Duration LONG = Duration.ofMinutes(10);

  private final DataSource source = POSTGRES.database("recipes");
  private final JdbcLedger ledger = JdbcLedger.on(source);
  private final JdbcLockProvider locks = new JdbcLockProvider(source);
  private final CountDownLatch awaited = new CountDownLatch(1);
  private final LinkedBlockingQueue<String> story = new LinkedBlockingQueue<>();

  LockRecipesTest() throws SQLException {
    ledger.createTables();
    execute(
        source,
        """
        CREATE TABLE shedlock (name VARCHAR(64) NOT NULL, lock_until TIMESTAMP NOT NULL,
          locked_at TIMESTAMP NOT NULL, locked_by VARCHAR(255) NOT NULL, PRIMARY KEY (name))
        """);
    execute(
        source,
        """
        CREATE TABLE scheduled_tasks (
          task_name TEXT NOT NULL, task_instance TEXT NOT NULL, task_data BYTEA,
          execution_time TIMESTAMPTZ NOT NULL, picked BOOLEAN NOT NULL, picked_by TEXT,
          last_success TIMESTAMPTZ, last_failure TIMESTAMPTZ, consecutive_failures INT,
          last_heartbeat TIMESTAMPTZ, version BIGINT NOT NULL, priority SMALLINT,
          PRIMARY KEY (task_name, task_instance))
        """);
  }

  /** Its one hook ends when another run waits for the key. */
  private ShedLockRecipe slow() {
    return new ShedLockRecipe(
        HookEngine.builder()
            .ledger(ledger)
            .register(
                NIGHTLY,
                "tidy",
                context -> {
                  story.add("tidy");
                  awaited.await();
                })
            .listener(
                new HookListener() {
                  @Override
                  public void keyAwaited(KeyAwaited event) {
                    awaited.countDown();
                  }
                })
            .build(),
        HERE);
  }

  @Test
  void insteadOfALock_secondWaitsAndFindsItDone() throws Exception {
    ShedLockRecipe recipe = slow();
    CompletableFuture<RunReport> first = CompletableFuture.supplyAsync(() -> recipe.instead("1"));
    assertThat(story.take()).isEqualTo("tidy");
    RunReport second = recipe.instead("1");
    assertThat(first.get().isSuccess()).isTrue();
    assertThat(second.isSuccess()).isTrue();
    assertThat(second.toString()).contains("done already (run " + first.get().runId() + " at ");
    assertThat(story).isEmpty();
  }

  @Test
  void besideALock_thatAnotherHas_leavesAtOnce() {
    SimpleLock other =
        locks
            .lock(new LockConfiguration(Instant.now(), "nightly", LONG, Duration.ZERO))
            .orElseThrow();
    assertThat(slow().beside(locks, LONG, "1")).isEmpty();
    other.unlock();
    awaited.countDown();
    assertThat(slow().beside(locks, LONG, "1")).get().matches(RunReport::isSuccess);
  }

  @Test
  void besideALock_thatEndsTooEarly_theKeyHolds() throws Exception {
    ShedLockRecipe recipe = slow();
    Duration tooShort = Duration.ofMillis(1);
    CompletableFuture<Optional<RunReport>> first =
        CompletableFuture.supplyAsync(() -> recipe.beside(locks, tooShort, "1"));
    assertThat(story.take()).isEqualTo("tidy");
    Optional<RunReport> second = recipe.beside(locks, LONG, "1");
    assertThat(second.orElseThrow().toString()).contains("done already");
    assertThat(first.get()).get().matches(RunReport::isSuccess);
    assertThat(story).isEmpty();
  }

  private Scheduler scheduler(OneTimeTask<Void> task) {
    return Scheduler.create(source, task)
        .pollingInterval(Duration.ofMillis(50))
        .heartbeatInterval(Duration.ofMillis(200))
        .threads(1)
        .build();
  }

  /** Its hook fails the first time it is called. */
  private HookEngine deployments(int failures) {
    AtomicInteger calls = new AtomicInteger();
    return HookEngine.builder()
        .ledger(ledger)
        .register(
            HookSpec.of(
                    DEPLOY,
                    "migrate",
                    context -> {
                      story.add("migrate");
                      if (calls.getAndIncrement() < failures) {
                        throw new IOException("no disk");
                      }
                    })
                .undo(context -> story.add("undo")))
        .register(
            HookSpec.of(
                    DEPLOY, "end", context -> story.add(context.failure().isEmpty() ? "ok" : ""))
                .always())
        .build();
  }

  @Test
  void taskFails_isTriedAgainAndThenDoneForGood() throws Exception {
    OneTimeTask<Void> task =
        SchedulerRecipe.deployment(deployments(1), HERE, Duration.ofMillis(10));
    Scheduler scheduler = scheduler(task);
    scheduler.start();
    try {
      scheduler.schedule(task.instance("4f2a"), Instant.now());
      assertThat(take(4)).isEqualTo("migrate, , migrate, ok");
      awaitNoTask();
      scheduler.schedule(task.instance("4f2a"), Instant.now());
      awaitNoTask();
      assertThat(story).isEmpty();
    } finally {
      scheduler.stop();
    }
  }

  @Test
  void workerDied_isRolledBackAndRunsAgain() throws Exception {
    OnceKey revision = OnceKey.of("shop").with("revision", "4f2a");
    try (LedgerClaim dead = ledger.claim(DEPLOY, revision, "r1")) {
      dead.recordBegun(Optional.empty());
      dead.recordSucceeded("migrate");
    }
    execute(
        source,
        """
        INSERT INTO scheduled_tasks
          (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
        VALUES ('deploy', '4f2a', now(), true, 'dead', now() - interval '1 hour', 1)
        """);
    Scheduler scheduler = scheduler(SchedulerRecipe.deployment(deployments(0), HERE, LONG));
    scheduler.start();
    try {
      assertThat(take(4)).isEqualTo("undo, , migrate, ok");
      awaitNoTask();
    } finally {
      scheduler.stop();
    }
  }

  private String take(int lines) throws InterruptedException {
    String[] taken = new String[lines];
    for (int i = 0; i < lines; i++) {
      taken[i] = story.take();
    }
    return String.join(", ", taken);
  }

  private void awaitNoTask() throws SQLException {
    while (Servers.number(source, "SELECT count(*) FROM scheduled_tasks") > 0) {
      Thread.onSpinWait();
    }
  }
}
