package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Lifecycle;
import dev.hookline.api.Lifecycle.Stage;
import dev.hookline.core.kit.FailureCase;
import dev.hookline.core.kit.FailureCases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random plans: each promise that a case checks is one that the engine keeps. */
@Timeout(600)
class FailureCasesModelTest {

  @Test
  void check_randomPlans_findsNothingThatTheEngineBreaks() {
    int count = 0;
    for (int seed = 0; seed < 150; seed++) {
      count += check(seed);
    }
    assertThat(count).isGreaterThan(1000);
  }

  private static int check(int seed) {
    RandomPlan random =
        new RandomPlan(
            RandomRun.of(new Random(seed)),
            planned -> context -> {},
            (planned, spec) ->
                seed % 2 == 0 && !planned.kind().isCleanup()
                    ? spec
                    : spec.timeout(Duration.ofSeconds(1 + seed)));
    Lifecycle lifecycle = random.lifecycle();
    HookEngineBuilder builder = HookEngine.builder();
    random.register(builder);
    HookRequest request = HookRequest.in(Path.of("")).timeout(Duration.ofHours(1));
    String[] phases =
        lifecycle.stages().stream().map(Stage::phase).map(Object::toString).toArray(String[]::new);
    Stream<FailureCase> cases =
        FailureCases.of(builder.build().plan(lifecycle, request)).mayForget(phases).stream();
    return cases
        .mapToInt(
            each -> {
              each.check();
              return 1;
            })
        .sum();
  }
}
