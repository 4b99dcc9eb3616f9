package dev.hookline.core;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random lifecycle, as plain data: what the engine runs, and what a model of it reads. */
record RandomRun(List<Part> stages, Part own) {

  /** What a hook does when it is called. */
  enum Act {
    SUCCEED,
    FAIL,
    FAIL_ONCE,
    SKIP,
    REFUSE, // its condition says no
    CANCEL, // and succeed
    CANCEL_AND_FAIL,
    CANCEL_UNTIL_STOPPED
  }

  /** One hook; without an undo, that is null. */
  record Planned(String name, HookKind kind, Act act, FailurePolicy policy, Act undo) {}

  /** One phase or step with its hooks in running order, or the lifecycle's own hooks. */
  record Part(String name, boolean isStep, FailurePolicy policy, List<Planned> hooks) {
    List<Planned> of(HookKind kind) {
      boolean isOrdinary = kind == HookKind.ORDINARY;
      return hooks.stream()
          .filter(hook -> isOrdinary ? !hook.kind().isCleanup() : hook.kind() == kind)
          .toList();
    }
  }

  static RandomRun of(Random random) {
    int stages = 1 + random.nextInt(3);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < stages; i++) {
      parts.add(part(random, "p" + i, random.nextInt(4) == 0));
    }
    List<Planned> own = new ArrayList<>();
    addCleanup(random, "own", own);
    return new RandomRun(parts, new Part("all", false, FailurePolicy.ABORT, own));
  }

  private static Part part(Random random, String name, boolean isStep) {
    FailurePolicy policy = policy(random);
    List<Planned> hooks = new ArrayList<>();
    if (isStep) {
      hooks.add(new Planned(name, HookKind.STEP, act(random), policy, undo(random)));
    } else {
      for (int i = random.nextInt(4); i > 0; i--) {
        hooks.add(
            new Planned(
                name + "o" + i, HookKind.ORDINARY, act(random), policy(random), undo(random)));
      }
    }
    addCleanup(random, name, hooks);
    return new Part(name, isStep, policy, hooks);
  }

  private static void addCleanup(Random random, String name, List<Planned> hooks) {
    for (HookKind kind : List.of(HookKind.ON_FAILURE, HookKind.ALWAYS)) {
      for (int i = random.nextInt(3); i > 0; i--) {
        hooks.add(
            new Planned(
                name + kind.name().charAt(0) + i, kind, act(random), policy(random), undo(random)));
      }
    }
  }

  /** Most hooks succeed, or no run would come far. */
  private static Act act(Random random) {
    return random.nextInt(3) > 0
        ? Act.SUCCEED
        : Act.values()[random.nextInt(random.nextBoolean() ? 5 : Act.values().length)];
  }

  private static FailurePolicy policy(Random random) {
    return FailurePolicy.values()[random.nextInt(3)];
  }

  private static Act undo(Random random) {
    Act act = act(random);
    return random.nextInt(3) == 0 || act == Act.REFUSE ? null : act;
  }
}
