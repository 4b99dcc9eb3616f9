package dev.hookline.core;

import static dev.hookline.core.OnceFixture.BUILD;
import static dev.hookline.core.OnceFixture.KEY;
import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.LedgerView;
import dev.hookline.core.ledger.record.StagedClaim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A run that loses its key stops where it is: what is to be done now is up to the next holder. */
class LostKeyTest {
  private static final String LOST =
      "the run was cancelled: it lost key \"" + KEY + "\" of phase deploy, because it slept";

  private final Transcript transcript = new Transcript();
  private final LosableLedger ledger = new LosableLedger();

  private HookSpec losing(String name) {
    return transcript.hook(name, context -> ledger.lose("it slept"));
  }

  private RunReport run(HookSpec... hooks) {
    HookEngine engine = transcript.builder(hooks).ledger(ledger).build();
    return engine.run(DEPLOY, REQUEST.once(DEPLOY, KEY));
  }

  private List<String> hooksThatRan() {
    return transcript.lines().stream()
        .filter(line -> !line.matches("[<>].*|(run|phase) .*"))
        .toList();
  }

  @Test
  void keyIsLost_nothingIsUndoneOrCleanedUp() {
    RunReport report =
        run(
            transcript.undoable("migrate"),
            losing("sleep"),
            transcript.hook("warm"),
            transcript.hook("page").onlyOnFailure(),
            transcript.hook("unlock").always());
    assertThat(hooksThatRan()).containsExactly("migrate", "sleep");
    assertThat(report.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(report.results().stream().filter(r -> r.attempts() == 0))
        .isNotEmpty()
        .allSatisfy(result -> assertThat(result.toString()).endsWith(" skipped: " + LOST));
  }

  @Test
  void keyIsLostInCleanup_theRestOfItIsSkipped() {
    run(
        transcript.undoable("migrate"),
        transcript.failing("deploy"),
        losing("page").onlyOnFailure(),
        transcript.hook("unlock").always());
    assertThat(hooksThatRan()).containsExactly("migrate", "deploy", "undo migrate", "page");
  }

  @Test
  void keyOfALaterPhaseIsLost_earlierPhaseIsUndone() {
    HookSpec earlier =
        HookSpec.of(BUILD, "compile", context -> transcript.add("compile"))
            .undo(transcript.undo("compile"));
    Lifecycle lifecycle = Lifecycle.named("all").phase(BUILD).phase(DEPLOY).build();
    transcript
        .builder(earlier, transcript.undoable("migrate"), losing("sleep"))
        .ledger(ledger)
        .build()
        .run(lifecycle, REQUEST.once(DEPLOY, KEY));
    assertThat(hooksThatRan()).containsExactly("compile", "migrate", "sleep", "undo compile");
  }

  /** A ledger in memory, whose key is lost when a test says so. */
  private static final class LosableLedger implements Ledger {
    private final List<LedgerEntry> entries = new ArrayList<>();
    private Consumer<String> reaction = why -> {};
    private boolean isLost;

    void lose(String why) {
      isLost = true;
      reaction.accept(why);
    }

    @Override
    public LedgerClaim claim(Phase phase, OnceKey key, String runId, Patience patience) {
      return new StagedClaim(phase, key, runId, entries) {
        @Override
        public List<String> warnings() {
          return List.of();
        }

        @Override
        public OptionalLong token() {
          return OptionalLong.empty();
        }

        @Override
        public void onLost(Consumer<String> newReaction) {
          reaction = newReaction;
        }

        @Override
        protected void write(Event event, String hook, Optional<OnceKey> state) {
          if (isLost) {
            throw LedgerException.of("the key is lost");
          }
          entries.add(new LedgerEntry(phase(), key(), event, runId(), Instant.now(), hook, state));
        }

        @Override
        protected void release() {}
      };
    }

    @Override
    public LedgerView look(Phase phase, OnceKey key) {
      return new LedgerView(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    @Override
    public void forget(Phase phase, OnceKey key, String reason) {
      entries.clear();
    }

    @Override
    public List<LedgerEntry> entries() {
      return entries;
    }
  }
}
