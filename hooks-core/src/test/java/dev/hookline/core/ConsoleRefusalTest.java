package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.core.console.story.ConsoleOptions;
import dev.hookline.core.console.story.ConsoleOptions.Detail;
import dev.hookline.core.ledger.file.FileLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A phase that failed without a hook: a console says why, once, right above the last line. */
class ConsoleRefusalTest {
  private static final HookRequest ONCE = REQUEST.once(DEPLOY, OnceKey.of("v1"));

  @TempDir private Path directory;

  private Path file = Path.of("");

  @BeforeEach
  void makeAFileWhereTheLedgerIsToBe() throws IOException {
    file = Files.createFile(directory.resolve("ledger"));
  }

  private HookEngine refused(ConsoleFixture console) {
    return console
        .engine(
            HookSpec.of(DEPLOY, "a", context -> {}),
            HookSpec.of(DEPLOY, "b", context -> {}),
            HookSpec.of(DEPLOY, "c", context -> {}),
            HookSpec.of(DEPLOY, "d", context -> {}))
        .ledger(FileLedger.in(file))
        .build();
  }

  private String refusal() {
    return "ledger directory " + file + " is a file; move it away, or name another directory";
  }

  @Test
  void phase_refusedByItsLedger_saysWhyAtTheEnd() {
    ConsoleFixture console = ConsoleFixture.plain();
    refused(console).run(DEPLOY, ONCE);
    assertThat(console.lines())
        .containsExactly(
            "== deploy",
            "-- 4 hooks skipped",
            "!! deploy failed: " + refusal(),
            "== deploy failed in 0 s: 4 skipped");
  }

  @Test
  void phase_refusedByItsLedger_isSaidByAQuietConsole() {
    ConsoleFixture quiet =
        ConsoleFixture.plain(ConsoleOptions.USUAL.with(Detail.QUIET), ConsoleFixture.PLAIN);
    refused(quiet).run(DEPLOY, ONCE);
    assertThat(quiet.lines())
        .containsExactly("!! deploy failed: " + refusal(), "== deploy failed in 0 s: 4 skipped");
  }

  @Test
  void phase_refusedByItsLedger_isSaidOnATerminal() {
    ConsoleFixture terminal = ConsoleFixture.live(300, 20);
    refused(terminal).run(DEPLOY, ONCE);
    assertThat(terminal.screen())
        .containsExactly(
            "– 4 hooks skipped",
            "✗ deploy failed: " + refusal(),
            "✗ deploy failed in 0 s: 4 skipped");
  }

  @Test
  void phase_refusedInALifecycle_saysWhyAtTheEndOfTheRun() {
    ConsoleFixture console = ConsoleFixture.plain();
    refused(console).run(Lifecycle.named("all").phase(DEPLOY).build(), ONCE);
    assertThat(console.lines())
        .containsExactly(
            "== deploy",
            "-- 4 hooks skipped",
            "== deploy failed",
            "!! deploy failed: " + refusal(),
            "== all failed in 0 s: 4 skipped");
  }

  @Test
  void phase_refusedAndIgnored_saysWhyInTheWarning() {
    ConsoleFixture console = ConsoleFixture.plain();
    refused(console).run(Lifecycle.named("all").phase(DEPLOY, FailurePolicy.IGNORE).build(), ONCE);
    assertThat(console.lines())
        .containsExactly(
            "== deploy",
            "-- 4 hooks skipped",
            "== deploy failed, ignored",
            "!! " + refusal() + " (phase deploy is ignored)",
            "== all succeeded in 0 s: 4 skipped");
  }
}
