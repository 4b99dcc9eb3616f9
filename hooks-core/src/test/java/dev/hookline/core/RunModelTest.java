package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.RunStatus;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random lifecycles: the engine comes to what {@link RunModel} reads in its Javadoc. */
@Timeout(600)
class RunModelTest {

  @Test
  void run_random_endsAsTheModelSays() throws Exception {
    compare(2_000);
  }

  @Tag("soak")
  @Test
  void run_manyRandom_endAsTheModelSays() throws Exception {
    compare(200_000);
  }

  private static void compare(int count) throws Exception {
    Set<RunStatus> seen = EnumSet.noneOf(RunStatus.class);
    for (int seed = 0; seed < count; seed++) {
      RandomRun random = RandomRun.of(new Random(seed));
      seen.add(compare(random, "seed " + seed + ": " + random));
    }
    assertThat(seen).contains(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED);
  }

  private static RunStatus compare(RandomRun random, String what) throws Exception {
    Transcript transcript = new Transcript();
    CancelledRun run = new CancelledRun();
    RandomEngine made = new RandomEngine(random, run::cancel);
    RunReport report = run.run(made.engine(transcript), made.lifecycle(), Transcript.REQUEST);
    RunModel model = new RunModel(random);
    assertThat(Transcript.words(report.results())).as(what).isEqualTo(model.results);
    assertThat(report.status()).as(what).isEqualTo(model.status);
    assertThat(phases(report)).as(what).isEqualTo(model.phases);
    assertThat(Transcript.words(report.failures())).as(what).isEqualTo(model.failures);
    assertThat(report.failure().map(Throwable::getMessage).orElse(""))
        .as(what)
        .isEqualTo(model.failure());
    assertThat(report.warnings()).as(what).hasSize(model.warnings);
    assertThat(transcript.lines())
        .as(what)
        .filteredOn(line -> line.startsWith("< "))
        .isEqualTo(model.results.stream().map(result -> "< " + result).toList());
    return report.status();
  }

  private static Map<String, RunStatus> phases(RunReport report) {
    Map<String, RunStatus> phases = new LinkedHashMap<>();
    report.phases().forEach(phase -> phases.put(phase.phase().name(), phase.status()));
    return phases;
  }
}
