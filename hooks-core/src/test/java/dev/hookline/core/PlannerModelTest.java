package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random small phases against all their permutations: the planner refuses exactly those that no
 * order satisfies, and of the others it makes an order that does.
 */
@Timeout(600)
class PlannerModelTest {

  private static HookSpec spec(String name) {
    return HookSpec.of(DEPLOY, name, context -> {});
  }

  private static Optional<List<String>> planned(List<HookSpec> specs) {
    HookEngineBuilder builder = HookEngine.builder();
    specs.forEach(builder::register);
    try {
      HookPlan plan = builder.build().plan(DEPLOY);
      return Optional.of(plan.hooks().stream().map(PlannedHook::name).toList());
    } catch (HookConfigurationException e) {
      return Optional.empty();
    }
  }

  @Test
  void plan_randomAttachmentsAndConstraints_isRefusedOnlyIfNoOrderSatisfiesThem() {
    compare(3_000, 5);
  }

  @Tag("soak")
  @Test
  void plan_manyRandomAttachmentsAndConstraints_areRefusedOnlyIfNoOrderSatisfiesThem() {
    compare(60_000, 6);
  }

  private static void compare(int count, int most) {
    int refused = 0;
    for (int seed = 0; seed < count; seed++) {
      List<HookSpec> specs = random(new Random(seed), most);
      Optional<List<String>> plan = planned(specs);
      boolean isPossible = new Orders(specs).isAnyValid();
      assertThat(plan.isPresent()).as("seed %s: %s", seed, texts(specs)).isEqualTo(isPossible);
      plan.ifPresent(
          order -> assertThat(new Orders(specs).isValid(order)).as(texts(specs)).isTrue());
      refused += plan.isEmpty() ? 1 : 0;
    }
    assertThat(refused).isBetween(count / 10, count * 9 / 10);
  }

  private static List<HookSpec> random(Random random, int most) {
    int size = 2 + random.nextInt(most - 1);
    List<HookSpec> specs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      HookSpec spec = spec("h" + i).order(random.nextInt(3));
      if (random.nextBoolean()) {
        String target = "h" + random.nextInt(size);
        spec = random.nextBoolean() ? spec.preOf(target) : spec.postOf(target);
      }
      for (int c = random.nextInt(3) - 1; c > 0; c--) {
        String other = "h" + random.nextInt(size);
        spec = random.nextBoolean() ? spec.before(other) : spec.after(other);
      }
      specs.add(spec);
    }
    return specs;
  }

  private static String texts(List<HookSpec> specs) {
    StringBuilder text = new StringBuilder();
    for (HookSpec spec : specs) {
      text.append(spec.name());
      for (Constraint constraint : spec.order().constraints()) {
        text.append(' ').append(constraint.relation()).append(' ').append(constraint.other());
      }
      text.append("; ");
    }
    return text.toString();
  }

  /** All orders of some hooks, and which of them keep what HookOrder promises. */
  private record Orders(List<HookSpec> specs) {

    /** Hooks that are attached to one another have none to move with. */
    boolean isAnyValid() {
      return specs.stream().noneMatch(spec -> isAttached(spec.name(), spec.name(), 0))
          && isAnyValid(new ArrayList<>());
    }

    private boolean isAnyValid(List<String> begun) {
      if (begun.size() == specs.size()) {
        return isValid(begun);
      }
      for (HookSpec spec : specs) {
        if (!begun.contains(spec.name())) {
          begun.add(spec.name());
          boolean isValid = isAnyValid(begun);
          begun.remove(begun.size() - 1);
          if (isValid) {
            return true;
          }
        }
      }
      return false;
    }

    boolean isValid(List<String> order) {
      return specs.stream().allMatch(spec -> isValid(spec, order));
    }

    private boolean isValid(HookSpec spec, List<String> order) {
      int at = order.indexOf(spec.name());
      for (Constraint constraint : spec.order().constraints()) {
        int other = order.indexOf(constraint.other());
        boolean isKept =
            switch (constraint.relation()) {
              case BEFORE -> at < other;
              case AFTER -> at > other;
              case PRE -> at < other && isNothingBetween(spec, constraint.other(), order);
              case POST -> at > other && isNothingBetween(spec, constraint.other(), order);
            };
        if (!isKept) {
          return false;
        }
      }
      return true;
    }

    /** Only what is attached to the target, over however many hooks, on the same side. */
    private boolean isNothingBetween(HookSpec spec, String target, List<String> order) {
      int at = order.indexOf(spec.name());
      int to = order.indexOf(target);
      return order.subList(Math.min(at, to) + 1, Math.max(at, to)).stream()
          .allMatch(between -> between.equals(target) || isAttached(between, target, 0));
    }

    private boolean isAttached(String name, String target, int depth) {
      if (depth > specs.size()) {
        return false;
      }
      return specs.stream()
          .filter(spec -> spec.name().equals(name))
          .flatMap(spec -> spec.order().attachment().stream())
          .anyMatch(
              attachment ->
                  attachment.other().equals(target)
                      || isAttached(attachment.other(), target, depth + 1));
    }
  }
}
