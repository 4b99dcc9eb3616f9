package dev.hookline.core;

import dev.hookline.api.Hook;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.core.RandomRun.Part;
import dev.hookline.core.RandomRun.Planned;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** The shape of a random run, with hooks and settings that a test chooses. */
final class RandomPlan {
  private final RandomRun run;
  private final Function<Planned, Hook> hooks;
  private final BiFunction<Planned, HookSpec, HookSpec> settings;

  RandomPlan(
      RandomRun run,
      Function<Planned, Hook> hooks,
      BiFunction<Planned, HookSpec, HookSpec> settings) {
    this.run = run;
    this.hooks = hooks;
    this.settings = settings;
  }

  /** Returns one of the hooks of a run that has some. */
  static Planned anyOf(RandomRun run, Random random) {
    List<Planned> all = hooksOf(run);
    return all.get(random.nextInt(all.size()));
  }

  static List<Planned> hooksOf(RandomRun run) {
    return Stream.concat(run.stages().stream(), Stream.of(run.own()))
        .flatMap(part -> part.hooks().stream())
        .toList();
  }

  Lifecycle lifecycle() {
    Lifecycle.Builder builder = Lifecycle.named("all");
    for (Part stage : run.stages()) {
      if (stage.isStep()) {
        Planned step = stage.hooks().get(0);
        builder.step(stage.name(), hooks.apply(step), spec -> with(step, spec));
      } else {
        builder.phase(Phase.of(stage.name()), stage.policy());
      }
    }
    for (Planned own : run.own().hooks()) {
      if (own.kind() == HookKind.ALWAYS) {
        builder.always(own.name(), hooks.apply(own), spec -> with(own, spec));
      } else {
        builder.onFailure(own.name(), hooks.apply(own), spec -> with(own, spec));
      }
    }
    return builder.build();
  }

  void register(HookEngineBuilder builder) {
    for (Part stage : run.stages()) {
      for (Planned planned : stage.hooks()) {
        if (planned.kind() != HookKind.STEP) {
          builder.register(spec(Phase.of(stage.name()), planned));
        }
      }
    }
  }

  private HookSpec spec(Phase phase, Planned planned) {
    HookSpec spec = HookSpec.of(phase, planned.name(), hooks.apply(planned));
    return with(
        planned,
        switch (planned.kind()) {
          case ON_FAILURE -> spec.onlyOnFailure();
          case ALWAYS -> spec.always();
          default -> spec;
        });
  }

  private HookSpec with(Planned planned, HookSpec spec) {
    HookSpec set = spec.onFailure(planned.policy());
    return settings.apply(planned, planned.undo() == null ? set : set.undo(context -> {}));
  }
}
