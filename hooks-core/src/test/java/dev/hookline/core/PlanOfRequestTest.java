package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.Condition;
import dev.hookline.api.Environment;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.file.FileLedger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan knows that was made for a request, without executing anything. */
class PlanOfRequestTest {
  private static final String RUN = "run R at T";

  @TempDir Path temp;

  private final Transcript transcript = new Transcript();

  private HookEngine engine() {
    return transcript
        .builder(transcript.hook("a"), transcript.hook("b"))
        .ledger(FileLedger.in(temp))
        .build();
  }

  /** Returns what the plan says of the ledger, without what differs from run to run. */
  private String ledgerWords(HookEngine engine, HookRequest request) {
    String text = engine.plan(DEPLOY, request).toText(300);
    return text.lines()
        .filter(line -> line.startsWith("  ledger: "))
        .map(line -> line.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "R"))
        .map(line -> line.replaceAll("20[0-9TZ:.-]+", "T").replace("  ledger: ", ""))
        .findFirst()
        .orElse("");
  }

  // ---- conditions and environment

  @Test
  void plan_conditions_areAskedIfTheyOnlyLook() {
    HookEngine engine =
        transcript.engine(
            transcript.hook("no").when(Condition.withoutEffects("on a", c -> false)),
            transcript.hook("yes").when(Condition.withoutEffects("on b", c -> true)),
            transcript
                .hook("effects")
                .when(
                    "on c",
                    c -> {
                      throw new IllegalStateException("asked");
                    }));
    assertThat(engine.plan(DEPLOY, REQUEST).toText(100))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "phase deploy: 3 hooks",
                "  1  no       lambda  would be skipped: runs only on a",
                "  2  yes      lambda  runs only on b (yes)",
                "  3  effects  lambda  runs only on c"));
    assertThat(engine.plan(DEPLOY).toText(100)).doesNotContain("skipped", "(yes)");
  }

  @Test
  void plan_conditions_seeTheEnvironmentOfTheRequest() {
    Condition onStage =
        Condition.withoutEffects("on stage", c -> "stage".equals(c.environment().get("TARGET")));
    HookEngine engine = transcript.engine(transcript.hook("a").when(onStage));
    HookRequest stage = REQUEST.environment(Environment.of("TARGET", "stage"));
    assertThat(engine.plan(DEPLOY, REQUEST).toString()).contains("would be skipped");
    assertThat(engine.plan(DEPLOY, stage).toString()).contains("(yes)");
  }

  @Test
  void plan_why_saysWhatTheRunWouldDoWithTheHook() {
    HookRequest request =
        REQUEST.environment(Environment.of("DB_URL", "x").withSecret("TOKEN", "hunter2"));
    assertThat(transcript.engine(transcript.hook("a")).plan(DEPLOY, request).why("a"))
        .endsWith(
            "  this run    would run lambda in " + request.directory() + " with DB_URL, TOKEN")
        .doesNotContain("hunter2");
  }

  @Test
  void plan_ofARequest_executesNothingAndIsNotHeard() {
    engine().plan(DEPLOY, REQUEST.listener(transcript).once(DEPLOY, OnceKey.of("shop")));
    assertThat(transcript.lines()).isEmpty();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void plan_keyWithoutALedger_isRefused() {
    HookEngine engine = transcript.engine(transcript.hook("a"));
    assertThatThrownBy(() -> engine.plan(DEPLOY, REQUEST.once(DEPLOY, OnceKey.of("shop"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the engine has no ledger");
  }

  // ---- the ledger

  @Test
  void plan_phaseThatIsDone_saysInWhichRunAndWhen() {
    HookEngine engine = engine();
    HookRequest request = REQUEST.once(DEPLOY, OnceKey.of("shop").with("revision", "1"));
    assertThat(ledgerWords(engine, request)).isEqualTo("runs: the ledger has no record of it");
    engine.run(DEPLOY, request).throwIfFailed();
    assertThat(ledgerWords(engine, request)).isEqualTo("would be skipped: done in " + RUN);
    assertThat(engine.plan(DEPLOY, request).toString()).contains("would be skipped: done already");
  }

  /** What a ledger knows of hooks is what their key says of them. */
  @Test
  void plan_keyWithThePlanInIt_saysThatTheHooksChanged() {
    HookEngine before = engine();
    before.run(DEPLOY, onceForItsHooks(before)).throwIfFailed();
    assertThat(ledgerWords(before, onceForItsHooks(before)))
        .isEqualTo("would be skipped: done in " + RUN);
    HookEngine after = transcript.builder(transcript.hook("a")).ledger(FileLedger.in(temp)).build();
    assertThat(ledgerWords(after, onceForItsHooks(after)))
        .isEqualTo("runs again: hooks changed since " + RUN);
  }

  private static HookRequest onceForItsHooks(HookEngine engine) {
    OnceKey revision = OnceKey.of("shop").with("revision", "1");
    return REQUEST.once(DEPLOY, revision.with("hooks", engine.plan(DEPLOY).toString()));
  }

  @Test
  void plan_keyHasOtherParts_saysWhichAndNotTheirValues() {
    HookEngine engine = engine();
    OnceKey shop = OnceKey.of("shop");
    OnceKey before =
        shop.with("file config/prod.yml", "s3cret-1").with("variable DB_URL", "s3cret-2");
    engine.run(DEPLOY, REQUEST.once(DEPLOY, before)).throwIfFailed();
    OnceKey after =
        shop.with("file config/prod.yml", "s3cret-3")
            .with("variable DB_URL", "s3cret-2")
            .with("image", "s3cret-4");
    assertThat(ledgerWords(engine, REQUEST.once(DEPLOY, after)))
        .isEqualTo("runs again: file config/prod.yml changed, image is new since " + RUN);
    assertThat(engine.plan(DEPLOY, REQUEST.once(DEPLOY, after)).toJson())
        .contains("file config/prod.yml changed")
        .doesNotContain("s3cret");
  }

  @Test
  void plan_severalKeysAreDone_comparesWithTheOneThatIsMostLikeThisOne() {
    HookEngine engine = engine();
    OnceKey stage = OnceKey.of("stage").with("revision", "1");
    engine.run(DEPLOY, REQUEST.once(DEPLOY, OnceKey.of("production").with("revision", "1")));
    engine.run(DEPLOY, REQUEST.once(DEPLOY, stage));
    OnceKey next = OnceKey.of("production").with("revision", "2");
    assertThat(ledgerWords(engine, REQUEST.once(DEPLOY, next)))
        .isEqualTo("runs again: revision changed since " + RUN);
  }

  @Test
  void plan_stateOfAPlaceHasChanged_saysWhichPart() {
    HookEngine engine = engine();
    OnceKey place = OnceKey.of("shop");
    engine.run(DEPLOY, REQUEST.onceUntilChanged(DEPLOY, place, OnceKey.of("1").with("x", "1")));
    HookRequest changed = REQUEST.onceUntilChanged(DEPLOY, place, OnceKey.of("2").with("x", "1"));
    assertThat(ledgerWords(engine, changed)).isEqualTo("runs again: part 1 changed since " + RUN);
    HookRequest same = REQUEST.onceUntilChanged(DEPLOY, place, OnceKey.of("1").with("x", "1"));
    assertThat(ledgerWords(engine, same)).isEqualTo("would be skipped: done in " + RUN);
  }

  @Test
  void plan_partsAreInAnotherOrder_saysSo() {
    HookEngine engine = engine();
    OnceKey key = OnceKey.of("shop").with("a", "1").with("b", "2");
    engine.run(DEPLOY, REQUEST.once(DEPLOY, key));
    OnceKey turned = OnceKey.of("shop").with("b", "2").with("a", "1");
    assertThat(ledgerWords(engine, REQUEST.once(DEPLOY, turned)))
        .isEqualTo("runs again: the order of the parts changed since " + RUN);
  }

  @Test
  void plan_lastRunFailed_saysThatItDidNotFinish() {
    HookEngine engine =
        transcript.builder(transcript.failing("a")).ledger(FileLedger.in(temp)).build();
    HookRequest request = REQUEST.once(DEPLOY, OnceKey.of("shop"));
    engine.run(DEPLOY, request);
    assertThat(ledgerWords(engine, request)).isEqualTo("runs again: " + RUN + " did not finish it");
  }

  @Test
  void plan_runWasCutOff_saysWhatIsDoneFirst() throws Exception {
    OnceFixture fixture = new OnceFixture(temp);
    fixture.cutOff("r0", "a");
    HookEngine engine = fixture.engine(fixture.transcript.undoable("a"));
    HookPlan plan = engine.plan(DEPLOY, fixture.once);
    String began = fixture.ledger.entries().get(0).at().toString();
    assertThat(plan.toText(200))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "phase deploy: 1 hook",
                "  ledger: would first be rolled back: run r0, begun at "
                    + began
                    + ", left something to undo",
                "  first: undo of a",
                "  1  a  lambda  undo: lambda",
                "warning: run r0, begun at "
                    + began
                    + ", was cut off; a run would roll it back first"));
  }

  @Test
  void plan_keyIsHeld_saysByWhom() throws Exception {
    FileLedger ledger = FileLedger.in(temp);
    OnceKey key = OnceKey.of("shop");
    try (LedgerClaim claim = ledger.claim(DEPLOY, key, "r1")) {
      claim.recordBegun(Optional.empty());
      assertThat(ledgerWords(engine(), REQUEST.once(DEPLOY, key)))
          .startsWith("would wait for the key, which is held by run r1 (process ");
    }
  }

  @Test
  void plan_keyOfAPhaseThatIsNotPlanned_isWarnedOf() {
    HookRequest request = REQUEST.once(Phase.of("depoly"), OnceKey.of("shop"));
    assertThat(List.of(engine().plan(DEPLOY, request).toString().split("\\R")))
        .contains("warning: the request has a key for phase depoly, which this run does not have");
  }
}
