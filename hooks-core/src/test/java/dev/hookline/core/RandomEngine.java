package dev.hookline.core;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.RandomRun.Act;
import dev.hookline.core.RandomRun.Part;
import dev.hookline.core.RandomRun.Planned;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** What the engine needs to run a random lifecycle: hooks that do as they are planned to do. */
final class RandomEngine {
  private final RandomRun random;
  private final Runnable cancel;
  private final Hook asked;
  private final Hook tried;

  /**
   * Creates it.
   *
   * @param cancel asks the run to cancel
   */
  RandomEngine(RandomRun random, Runnable cancel) {
    this(random, cancel, context -> {}, context -> {});
  }

  /**
   * Creates it.
   *
   * @param cancel asks the run to cancel
   * @param asked runs when a hook is asked whether it wants to run
   * @param tried runs before each try of a hook does anything
   */
  RandomEngine(RandomRun random, Runnable cancel, Hook asked, Hook tried) {
    this.random = random;
    this.cancel = cancel;
    this.asked = asked;
    this.tried = tried;
  }

  Lifecycle lifecycle() {
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

  HookEngine engine(Transcript transcript) {
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
        set = set.when("never", this::refuse);
      }
      return planned.undo() == null ? set : set.undo(hook(planned.undo(), HookKind.UNDO));
    };
  }

  private boolean refuse(HookContext context) throws Exception {
    asked.run(context);
    return false;
  }

  private Hook hook(Act act, HookKind kind) {
    Hook hook = plain(act, kind);
    return context -> {
      tried.run(context);
      hook.run(context);
    };
  }

  private Hook plain(Act act, HookKind kind) {
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
      case CANCEL -> context -> cancel.run();
      case CANCEL_AND_FAIL ->
          context -> {
            if (context.attempt() == 1) {
              cancel.run();
            }
            fails.run(context);
          };
      case CANCEL_UNTIL_STOPPED ->
          context -> {
            cancel.run();
            if (kind.isCleanup()) {
              cancel.run();
            }
            new CountDownLatch(1).await();
          };
    };
  }
}
