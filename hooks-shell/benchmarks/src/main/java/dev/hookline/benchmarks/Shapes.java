package dev.hookline.benchmarks;

import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import java.util.ArrayList;
import java.util.List;

/** The hooks that all contestants call: four classes of them, so that no call can be inlined. */
final class Shapes {
  static final Phase PHASE = Phase.of("deploy");

  private Shapes() {}

  static Hook hook(int number) {
    return switch (number % 4) {
      case 0 -> context -> check(context, "first");
      case 1 -> context -> check(context, "second");
      case 2 -> context -> check(context, "third");
      default -> context -> check(context, "fourth");
    };
  }

  static Runnable runnable(int number) {
    return switch (number % 4) {
      case 0 -> () -> check(PHASE, "first");
      case 1 -> () -> check(PHASE, "second");
      case 2 -> () -> check(PHASE, "third");
      default -> () -> check(PHASE, "fourth");
    };
  }

  static void check(Object given, String what) {
    if (given == null) {
      throw new IllegalStateException(what);
    }
  }

  static List<HookSpec> specs(int count) {
    List<HookSpec> specs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      specs.add(HookSpec.of(PHASE, "hook-" + i, hook(i)));
    }
    return specs;
  }
}
