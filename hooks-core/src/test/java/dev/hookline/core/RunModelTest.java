package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.api.RunStatus;
import dev.hookline.core.RandomRun.Act;
import dev.hookline.core.RandomRun.Part;
import dev.hookline.core.RandomRun.Planned;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
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
      seen.add(new RunModelTest().compare(random, "seed " + seed + ": " + random));
    }
    assertThat(seen).contains(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED);
  }

  private final CancelledRun run = new CancelledRun();

  private RunStatus compare(RandomRun random, String what) throws Exception {
    Transcript transcript = new Transcript();
    RunReport report = run.run(engine(random, transcript), lifecycle(random), Transcript.REQUEST);
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

  private Lifecycle lifecycle(RandomRun random) {
    Lifecycle.Builder builder = Lifecycle.named("all");
    for (Part stage : random.stages()) {
      if (stage.isStep()) {
        Planned step = stage.hooks().get(0);
        builder.step(stage.name(), hook(step.act(), step.kind()), with(step));
      } else {
        builder.phase(Phase.of(stage.name()), stage.policy());
      }
    }
    for (Planned own : random.own().hooks()) {
      Hook hook = hook(own.act(), own.kind());
      if (own.kind() == HookKind.ALWAYS) {
        builder.always(own.name(), hook, with(own));
      } else {
        builder.onFailure(own.name(), hook, with(own));
      }
    }
    return builder.build();
  }

  private HookEngine engine(RandomRun random, Transcript transcript) {
    HookEngineBuilder builder = HookEngine.builder().listener(transcript);
    for (Part stage : random.stages()) {
      for (Planned planned : stage.hooks()) {
        if (planned.kind() != HookKind.STEP) {
          builder.register(spec(Phase.of(stage.name()), planned));
        }
      }
    }
    return builder.build();
  }

  private HookSpec spec(Phase phase, Planned planned) {
    HookSpec spec = HookSpec.of(phase, planned.name(), hook(planned.act(), planned.kind()));
    HookSpec ofKind =
        switch (planned.kind()) {
          case ON_FAILURE -> spec.onlyOnFailure();
          case ALWAYS -> spec.always();
          default -> spec;
        };
    return with(planned).apply(ofKind);
  }

  private UnaryOperator<HookSpec> with(Planned planned) {
    return spec -> {
      HookSpec set = spec.onFailure(planned.policy()).retry(RetryPolicy.attempts(2));
      if (planned.act() == Act.REFUSE) {
        set = set.when("never", context -> false);
      }
      return planned.undo() == null ? set : set.undo(hook(planned.undo(), HookKind.UNDO));
    };
  }

  private Hook hook(Act act, HookKind kind) {
    Hook fails = Transcript.failure("broke");
    return switch (act) {
      case SUCCEED, REFUSE -> context -> {};
      case FAIL -> fails;
      case FAIL_ONCE ->
          context -> {
            if (context.attempt() == 1) {
              fails.run(context);
            }
          };
      case SKIP -> Transcript.skip("no need");
      case CANCEL -> context -> run.cancel();
      case CANCEL_AND_FAIL ->
          context -> {
            if (context.attempt() == 1) {
              run.cancel();
            }
            fails.run(context);
          };
      case CANCEL_UNTIL_STOPPED ->
          context -> {
            run.cancel();
            if (kind.isCleanup()) {
              run.cancel();
            }
            new CountDownLatch(1).await();
          };
    };
  }
}
