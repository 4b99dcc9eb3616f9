package dev.hookline.benchmarks;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The least work that gives a timed outcome for each hook: a try, one reading of the clock, a
 * record, a list.
 */
final class ByHand {
  private final String[] names;
  private final Hook[] hooks;
  private final HookContext context;

  record Timed(String name, @Nullable Throwable failure, long start, long nanos) {}

  ByHand(int count, HookContext context) {
    this.context = context;
    names = new String[count];
    hooks = new Hook[count];
    for (int i = 0; i < count; i++) {
      names[i] = "hook-" + i;
      hooks[i] = Shapes.hook(i);
    }
  }

  List<Timed> run() {
    List<Timed> report = new ArrayList<>(hooks.length);
    long start = System.nanoTime();
    for (int i = 0; i < hooks.length; i++) {
      Throwable failure = null;
      try {
        hooks[i].run(context);
      } catch (Throwable e) {
        failure = e;
      }
      long end = System.nanoTime();
      report.add(new Timed(names[i], failure, start, end - start));
      start = end;
    }
    return report;
  }
}
