package dev.hookline.core;

import static dev.hookline.core.OnceFixture.BUILD;
import static dev.hookline.core.OnceFixture.KEY;
import static dev.hookline.core.OnceFixture.LIFECYCLE;
import static dev.hookline.core.Transcript.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import dev.hookline.core.ledger.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left to undo is undone by the next run: exactly that, newest first, wherever the run
 * before was killed, and as often as an undo fails.
 */
@Timeout(120)
class OnceRollBackTest {
  @TempDir Path temp;
  private OnceFixture fixture;

  @BeforeEach
  void open() {
    fixture = new OnceFixture(temp.resolve("ledger"));
  }

  private HookSpec undoable(String name, Hook undo) {
    return fixture
        .transcript
        .hook(name)
        .undo(
            context -> {
              fixture.transcript.add("undo " + name);
              undo.run(context);
            });
  }

  // ---- killed

  /** What the next run does if the file ends after the entry. */
  private static final Map<String, List<String>> NEXT =
      Map.of(
          "nothing", List.of("a", "b", "c"),
          "begun", List.of("a", "b", "c"),
          "succeeded a", List.of("undo a", "a", "b", "c"),
          "succeeded b", List.of("undo b", "undo a", "a", "b", "c"),
          "done", List.of(),
          "rolling_back", List.of("undo b", "undo a", "a", "b", "c"),
          "undone b", List.of("undo a", "a", "b", "c"),
          "undone a", List.of("a", "b", "c"),
          "failed", List.of("a", "b", "c"));

  @Test
  void rollBack_fileCutAtEveryByte_nextRunUndoesExactlyWhatIsLeft() throws Exception {
    fixture
        .builder(hooks(fixture))
        .register(BUILD, "broken", Transcript.failure("broke"))
        .build()
        .run(LIFECYCLE, fixture.once);
    assertThat(fixture.hooksThatRan()).containsExactly("a", "b", "c", "undo b", "undo a");
    List<String> story = fixture.story();
    assertThat(story).hasSize(8);
    Path log = log(fixture.ledger.directory());
    byte[] whole = Files.readAllBytes(log);
    for (int size = 0; size <= whole.length; size++) {
      byte[] cut = Arrays.copyOf(whole, size);
      int lines = (int) new String(cut, StandardCharsets.US_ASCII).lines().count();
      int entries = (size > 0 && cut[size - 1] == '\n' ? lines : lines - 1) - 1;
      String last = entries > 0 ? story.get(entries - 1) : "nothing";
      assertThat(nextRun(log.getFileName(), cut))
          .as("cut at %d: %s", size, last)
          .isEqualTo(NEXT.get(last));
    }
  }

  private static HookSpec[] hooks(OnceFixture fixture) {
    Transcript transcript = fixture.transcript;
    return new HookSpec[] {
      transcript.undoable("a"), transcript.undoable("b"), transcript.hook("c")
    };
  }

  private static Path log(Path directory) throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
  }

  private List<String> nextRun(Path name, byte[] bytes) throws Exception {
    Path directory = Files.createDirectories(temp.resolve("cut"));
    Files.write(directory.resolve(name), bytes);
    Files.writeString(directory.resolve(name.toString().replace(".log", ".lock")), "");
    OnceFixture next = new OnceFixture(directory);
    next.engine(hooks(next)).run(DEPLOY, next.once).throwIfFailed();
    return next.hooksThatRan();
  }

  @Test
  void rollBack_jvmKilledInAnUndo_nextRunBeginsWithThatUndo() throws Exception {
    for (String stuck : List.of("undo b", "undo a")) {
      List<String> lines = new ArrayList<>();
      Path directory = temp.resolve(stuck);
      try (EngineChild child = EngineChild.rollingBack(directory, stuck)) {
        while (!lines.contains(stuck)) {
          lines.add(child.line());
        }
        assertThat(child.kill()).isEmpty();
      }
      OnceFixture next = new OnceFixture(directory);
      next.engine(hooks(next)).run(DEPLOY, next.once).throwIfFailed();
      assertThat(next.hooksThatRan())
          .isEqualTo(NEXT.get(stuck.equals("undo b") ? "rolling_back" : "undone b"));
    }
  }

  @Test
  void rollBack_jvmKilledAtAnyMoment_everyHookIsUndoneNewestFirst() throws Exception {
    for (int round = 0; round < 8; round++) {
      Path directory = temp.resolve("round " + round);
      List<String> before = new ArrayList<>();
      try (EngineChild child = EngineChild.rollingBack(directory, "nowhere")) {
        for (int i = 0; i < 2 + round % 4; i++) {
          before.add(child.line());
        }
        before.addAll(child.kill());
      }
      OnceFixture next = new OnceFixture(directory);
      next.engine(hooks(next)).run(DEPLOY, next.once).throwIfFailed();
      List<String> undone = undos(before);
      List<String> after = undos(next.hooksThatRan());
      // An undo that was killed before its entry was written is the one that may run twice.
      List<String> all = new ArrayList<>(undone);
      all.addAll(after.stream().filter(undo -> !undone.contains(undo)).toList());
      if (!after.isEmpty() || !undone.isEmpty()) {
        assertThat(all).as("%s, then %s", before, next.hooksThatRan()).endsWith("undo a");
        assertThat(all).isIn(List.of("undo a"), List.of("undo b", "undo a"));
      }
      assertThat(after.stream().filter(undone::contains).count()).isBetween(0L, 1L);
    }
  }

  private static List<String> undos(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("undo ")).toList();
  }

  // ---- an undo that fails

  @Test
  void resume_undoFails_isOwedUntilItSucceeds() throws Exception {
    fixture.cutOff("r0", "a", "b");
    Hook[] undo = {Transcript.failure("database is down")};
    HookEngine engine =
        fixture.engine(
            fixture.transcript.undoable("a"), undoable("b", context -> undo[0].run(context)));
    RunReport failed = engine.run(DEPLOY, fixture.once);
    assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(failed.warnings())
        .containsExactly(
            "run r0, begun at " + began() + ", was cut off; it is rolled back first", owed("b"));
    RunReport again = engine.run(DEPLOY, fixture.once);
    String says =
        "run r0, begun at "
            + began()
            + ", was not rolled back: undoing \"b\" failed; it is rolled back first";
    assertThat(again.status()).isEqualTo(RunStatus.FAILED);
    assertThat(again.warnings()).containsExactly(says, owed("b"));
    undo[0] = context -> {};
    RunReport healed = engine.run(DEPLOY, fixture.once);
    assertThat(healed.isSuccess()).isTrue();
    assertThat(healed.warnings()).containsExactly(says);
    assertThat(fixture.hooksThatRan())
        .containsExactly("undo b", "undo a", "undo b", "undo b", "a", "b");
  }

  private String began() {
    return fixture.ledger.entries().get(0).at().toString();
  }

  private static String owed(String hook) {
    return "undo of \""
        + hook
        + "\" (phase deploy) is still owed: the next run for key \""
        + KEY
        + "\" of phase deploy begins with it";
  }

  @Test
  void resume_undoIsCancelled_isOwed() throws Exception {
    fixture.cutOff("r0", "a", "b");
    CompletableFuture<RunHandle> handle = new CompletableFuture<>();
    HookEngine engine =
        fixture.engine(
            fixture.transcript.undoable("a"),
            undoable(
                "b",
                context -> {
                  handle.get().cancel(); // lets cleanup run
                  handle.get().cancel(); // stops the hook that runs now
                  new CountDownLatch(1).await();
                }));
    handle.complete(engine.start(DEPLOY, fixture.once));
    assertThat(handle.get().await().status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(fixture.story())
        .containsExactly("begun", "succeeded a", "succeeded b", "not_undone b", "undone a");
    fixture.engine(hooks(fixture)).run(DEPLOY, fixture.once).throwIfFailed();
    assertThat(fixture.hooksThatRan()).containsExactly("undo b", "undo a", "undo b", "a", "b", "c");
  }

  @Test
  void run_undoFailsInTheRunItself_isOwedByTheNext() {
    boolean[] broken = {true};
    Hook mayBreak =
        context -> {
          if (broken[0]) {
            throw new IllegalStateException("broken");
          }
        };
    HookEngine engine =
        fixture.engine(undoable("a", mayBreak), fixture.transcript.hook("b", mayBreak));
    RunReport first = engine.run(DEPLOY, fixture.once);
    assertThat(first.warnings()).containsExactly(owed("a"));
    broken[0] = false;
    engine.run(DEPLOY, fixture.once).throwIfFailed();
    assertThat(fixture.hooksThatRan()).containsExactly("a", "b", "undo a", "undo a", "a", "b");
    assertThat(fixture.story())
        .containsExactly(
            "begun",
            "succeeded a",
            "not_undone a",
            "undone a",
            "failed",
            "begun",
            "succeeded a",
            "done");
  }

  @Test
  void rollBack_undoFailsInALifecycle_isOwedByTheNext() {
    fixture
        .builder(
            fixture.transcript.undoable("a"), undoable("b", Transcript.failure("cannot undo b")))
        .register(BUILD, "broken", Transcript.failure("broke"))
        .build()
        .run(LIFECYCLE, fixture.once);
    fixture.engine(hooks(fixture)).run(DEPLOY, fixture.once).throwIfFailed();
    assertThat(fixture.hooksThatRan())
        .containsExactly("a", "b", "undo b", "undo a", "undo b", "a", "b", "c");
  }

  @Test
  void resume_undoHasNothingToDoOrIsIgnored_isSettled() throws Exception {
    fixture.cutOff("r0", "a", "b");
    HookEngine engine =
        fixture.engine(
            undoable("a", Transcript.failure("broke")).onFailure(FailurePolicy.IGNORE),
            undoable(
                "b",
                context -> {
                  throw new HookSkippedException(SkipReason.because("not there"));
                }));
    engine.run(DEPLOY, fixture.once).throwIfFailed();
    assertThat(fixture.hooksThatRan()).containsExactly("undo b", "undo a", "a", "b");
  }

  // ---- what is rolled back

  @Test
  void rollBack_alwaysHookOfAGoodPhase_isUndoneAfterAKillToo() throws Exception {
    try (EngineChild child = EngineChild.rollingBack(temp.resolve("child"), "undo z")) {
      while (!child.line().equals("undo z")) {
        // runs on
      }
      child.kill();
    }
    OnceFixture next = new OnceFixture(temp.resolve("child"));
    next.engine(
            next.transcript.undoable("a"),
            next.transcript.undoable("b"),
            next.transcript.undoable("z").always())
        .run(DEPLOY, next.once)
        .throwIfFailed();
    assertThat(next.hooksThatRan())
        .containsExactly("undo z", "undo b", "undo a", "z", "a", "b", "z");
  }

  @Test
  void rollBack_alwaysHookThatCleanedUpAfterACutOffRun_isNotUndoneTwice() throws Exception {
    fixture.cutOff("r0", "a");
    fixture
        .builder(fixture.transcript.undoable("a"), fixture.transcript.undoable("z").always())
        .register(BUILD, "broken", Transcript.failure("broke"))
        .build()
        .run(LIFECYCLE, fixture.once);
    assertThat(fixture.hooksThatRan()).containsExactly("undo a", "z", "a", "z", "undo z", "undo a");
  }

  @Test
  void rollBack_anotherRunHasDoneThePhaseSince_isRefusedAndNothingIsUndone() {
    HookRequest request = Transcript.REQUEST.onceUntilChanged(DEPLOY, KEY, state("1"));
    HookRequest other = Transcript.REQUEST.onceUntilChanged(DEPLOY, KEY, state("2"));
    List<String> ids = new ArrayList<>();
    HookEngine deploy = fixture.engine(fixture.transcript.hook("other"));
    RunReport report =
        fixture
            .builder(fixture.transcript.undoable("a"))
            .register(
                BUILD,
                "overtaken",
                context -> {
                  ids.add(deploy.run(DEPLOY, other).runId());
                  throw new IllegalStateException("broke");
                })
            .build()
            .run(LIFECYCLE, request);
    List<LedgerEntry> entries = fixture.ledger.entries();
    String why =
        "run "
            + report.runId()
            + " cannot roll back what it did for key \""
            + KEY
            + "\" of phase deploy: run "
            + ids.get(0)
            + " has begun at "
            + entries.get(3).at();
    assertThat(Transcript.words(report.results()))
        .contains("undo a skipped: it is not rolled back: " + why);
    assertThat(report.failure().orElseThrow()).hasMessage("broke");
    assertThat(fixture.hooksThatRan()).containsExactly("a", "other");
    assertThat(fixture.story()).endsWith("begun", "done");
  }

  private static OnceKey state(String revision) {
    return OnceKey.of(revision);
  }
}
