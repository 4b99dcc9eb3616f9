package dev.hookline.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Ten lambdas in a plain loop, timed and reported: what {@link StartUpHookline} is held to. */
public final class StartUpLoop {
  private StartUpLoop() {}

  public static void main(String[] arguments) {
    List<String> names = new ArrayList<>();
    List<Runnable> hooks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      names.add("hook-" + i);
      hooks.add(() -> {});
    }
    StringBuilder report = new StringBuilder("deploy succeeded");
    for (int i = 0; i < hooks.size(); i++) {
      long start = System.nanoTime();
      hooks.get(i).run();
      report.append("\n  succeeded hook \"").append(names.get(i));
      report.append("\" in ").append((System.nanoTime() - start) / 1_000_000).append(" ms");
    }
    System.out.println(report);
  }
}
