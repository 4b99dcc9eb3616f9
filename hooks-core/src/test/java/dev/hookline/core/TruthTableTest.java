package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The two tables of {@link HookEngine}, cell by cell: every policy, every ending, every kind of
 * hook, and every place among three of its kind, each as a whole story.
 */
@Timeout(60)
class TruthTableTest {

  /** The first table: what an ordinary hook's end means. */
  private static final String MEANING =
      """
      ended     ABORT  CONTINUE IGNORE
      succeeded next   next     next
      skipped   next   next     next
      failed    abort  goOn     warn
      timedOut  abort  goOn     warn
      cancelled cancel cancel   cancel
      """;

  /** The second table: which kinds run, and the status, by how the ordinary hooks went. */
  private static final String KINDS =
      """
      soFar  ordinary undo onFailure always status
      next   run      -    -         run    SUCCEEDED
      warn   run      -    -         run    SUCCEEDED
      abort  skip     run  run       run    FAILED
      goOn   run      -    run       run    FAILED
      cancel skip     run  run       run    CANCELLED
      """;

  enum Ending {
    SUCCEEDED("succeeded"),
    SKIPPED("skipped: no need"),
    FAILED("failed"),
    TIMED_OUT("timed out: hook"),
    CANCELLED("cancelled");

    final String words;

    Ending(String words) {
      this.words = words;
    }

    String row() {
      return this == TIMED_OUT ? "timedOut" : name().toLowerCase(Locale.ROOT);
    }

    Hook hook() {
      return switch (this) {
        case SUCCEEDED -> context -> {};
        case SKIPPED -> Transcript.skip("no need");
        case FAILED -> Transcript.failure("broke");
        case TIMED_OUT -> Transcript.endless();
        case CANCELLED -> throw new IllegalArgumentException("depends on the way");
      };
    }

    HookSpec limited(HookSpec spec) {
      return this == TIMED_OUT ? spec.timeout(Duration.ofMillis(15)) : spec;
    }
  }

  /** How a run is cancelled. */
  enum Way {
    INTERRUPT,
    HANDLE
  }

  record Case(HookKind kind, int place, Ending ending, FailurePolicy policy, Way way) {
    boolean isAt(HookKind otherKind, int otherPlace) {
      return kind == otherKind && place == otherPlace;
    }

    /** An undo and an on-failure hook get their turn only if something fails before them. */
    boolean needsFailure() {
      return kind == HookKind.UNDO || kind == HookKind.ON_FAILURE;
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (HookKind kind :
        List.of(HookKind.ORDINARY, HookKind.UNDO, HookKind.ON_FAILURE, HookKind.ALWAYS)) {
      for (int place = 1; place <= 3; place++) {
        for (Ending ending : Ending.values()) {
          for (FailurePolicy policy : FailurePolicy.values()) {
            cases.add(new Case(kind, place, ending, policy, Way.INTERRUPT));
            if (ending == Ending.CANCELLED) {
              cases.add(new Case(kind, place, ending, policy, Way.HANDLE));
            }
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void run_everyCell_tellsTheWholeStory(Case aCase) throws Exception {
    Transcript transcript = new Transcript();
    CancelledRun run = new CancelledRun();
    HookEngine engine = engine(aCase, transcript, ending(aCase, run));
    RunReport report =
        aCase.way() == Way.HANDLE ? run.run(engine, DEPLOY, REQUEST) : engine.run(DEPLOY, REQUEST);
    boolean interrupted = Thread.interrupted();

    Story expected = new Story(aCase);
    assertThat(transcript.lines()).isEqualTo(expected.lines);
    assertThat(Transcript.words(report.results())).isEqualTo(expected.results());
    assertThat(report.status()).isEqualTo(expected.status);
    assertThat(Transcript.words(report.failures())).isEqualTo(expected.failures);
    assertThat(report.warnings()).hasSize(expected.warnings);
    assertThat(interrupted)
        .isEqualTo(aCase.ending() == Ending.CANCELLED && aCase.way() == Way.INTERRUPT);
  }

  private static Hook ending(Case aCase, CancelledRun run) {
    if (aCase.ending() != Ending.CANCELLED) {
      return aCase.ending().hook();
    }
    return aCase.way() == Way.INTERRUPT
        ? Transcript.interrupted()
        : cancelled(run, aCase.kind().isCleanup() ? 2 : 1);
  }

  /** A cleanup hook is stopped by the second request. */
  private static Hook cancelled(CancelledRun run, int requests) {
    return context -> {
      for (int i = 0; i < requests; i++) {
        run.cancel();
      }
      new CountDownLatch(1).await();
    };
  }

  private static HookEngine engine(Case aCase, Transcript transcript, Hook ending) {
    HookEngineBuilder builder = HookEngine.builder().listener(transcript);
    for (int place = 1; place <= 3; place++) {
      builder.register(ordinary(aCase, ending, place));
    }
    if (aCase.needsFailure()) {
      builder.register(DEPLOY, "o4", Transcript.failure("broke"));
    }
    for (int place = 1; place <= 3; place++) {
      builder.register(subject(aCase, ending, HookKind.ON_FAILURE, "f", place).onlyOnFailure());
      builder.register(subject(aCase, ending, HookKind.ALWAYS, "a", place).always());
    }
    return builder.build();
  }

  private static HookSpec ordinary(Case aCase, Hook ending, int place) {
    HookSpec spec = subject(aCase, ending, HookKind.ORDINARY, "o", place);
    if (!aCase.isAt(HookKind.UNDO, place)) {
      return spec.undo(context -> {});
    }
    // An undo has the limits and the policy of its hook.
    return aCase.ending().limited(spec.undo(ending)).onFailure(aCase.policy());
  }

  private static HookSpec subject(
      Case aCase, Hook ending, HookKind kind, String letter, int place) {
    if (!aCase.isAt(kind, place)) {
      return HookSpec.of(DEPLOY, letter + place, context -> {});
    }
    HookSpec spec = HookSpec.of(DEPLOY, letter + place, ending);
    return aCase.ending().limited(spec).onFailure(aCase.policy());
  }

  /** What the tables say that must happen. */
  private static final class Story {
    final List<String> lines = new ArrayList<>(List.of("run deploy", "phase deploy"));
    final List<String> failures = new ArrayList<>();
    final RunStatus status;
    int warnings;
    private final Case aCase;
    private final List<String> undos = new ArrayList<>();

    Story(Case aCase) {
      this.aCase = aCase;
      String soFar = ordinary();
      List<String> row = row(KINDS, soFar);
      if (row.get(2).equals("run")) {
        undos.forEach(name -> ended("undo " + name, HookKind.UNDO, name.charAt(1) - '0'));
      }
      for (int place = 1; place <= 3; place++) {
        if (row.get(3).equals("run")) {
          ended("f" + place, HookKind.ON_FAILURE, place);
        } else {
          lines.add("< f" + place + " skipped: nothing failed");
        }
      }
      for (int place = 1; place <= 3; place++) {
        ended("a" + place, HookKind.ALWAYS, place);
      }
      status = status(RunStatus.valueOf(row.get(5)));
      lines.add("phase deploy " + status.words());
      lines.add("run deploy " + status.words());
    }

    private String ordinary() {
      String soFar = "next";
      for (int place = 1; place <= (aCase.needsFailure() ? 4 : 3); place++) {
        if (soFar.equals("abort") || soFar.equals("cancel")) {
          lines.add("< o" + place + " skipped: " + reason(soFar));
        } else if (place == 4) {
          tell("o4", "failed");
          failures.add("o4 failed");
          soFar = "abort";
        } else {
          String meaning = ended("o" + place, HookKind.ORDINARY, place);
          soFar = meaning.equals("next") ? soFar : meaning;
        }
      }
      return soFar;
    }

    private String reason(String soFar) {
      return soFar.equals("cancel")
          ? "the run was cancelled"
          : "hook \"o" + aCase.place() + "\" (phase deploy) failed";
    }

    /** Tells one hook's end and returns what it means. */
    private String ended(String name, HookKind kind, int place) {
      boolean isSubject = aCase.isAt(kind, place);
      Ending ending = isSubject ? aCase.ending() : Ending.SUCCEEDED;
      String meaning =
          row(MEANING, ending.row()).get(1 + (isSubject ? aCase.policy().ordinal() : 0));
      tell(name, ending.words);
      if (kind == HookKind.ORDINARY && ending == Ending.SUCCEEDED) {
        undos.add(0, name);
      }
      switch (meaning) {
        case "abort", "goOn", "cancel" -> failures.add(name + " " + ending.words);
        case "warn" -> warnings++;
        default -> {}
      }
      return meaning;
    }

    private void tell(String name, String ended) {
      lines.add("> " + name);
      lines.add("< " + name + " " + ended);
    }

    /** A cleanup hook can only make it worse: a failure outlives a cancellation after it. */
    private RunStatus status(RunStatus ofOrdinary) {
      if (ofOrdinary != RunStatus.SUCCEEDED || failures.isEmpty()) {
        return ofOrdinary;
      }
      return aCase.ending() == Ending.CANCELLED ? RunStatus.CANCELLED : RunStatus.FAILED;
    }

    List<String> results() {
      return lines.stream().filter(l -> l.startsWith("< ")).map(l -> l.substring(2)).toList();
    }

    private static List<String> row(String table, String first) {
      return table
          .lines()
          .map(line -> List.of(line.split(" +")))
          .filter(row -> row.get(0).equals(first))
          .findFirst()
          .orElseThrow();
    }
  }
}
