package dev.hookline.core.testing;

import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import java.nio.file.Path;

/**
 * A tool with ten hooks, each of which is a lambda: builds an engine, runs it, shows the report.
 */
public final class TenLambdas {
  /** The line before the first class of Hookline is used. */
  public static final String BEGIN = "the tool begins";

  private TenLambdas() {}

  public static void main(String... arguments) throws ClassNotFoundException {
    // A module may be a directory or a jar, and what opens jars is not what is counted.
    Class.forName("dev.hookline.api.package-info");
    Class.forName("dev.hookline.core.package-info");
    System.out.println(BEGIN);
    Phase deploy = Phase.of("deploy");
    HookEngineBuilder builder = HookEngine.builder();
    for (int i = 0; i < 10; i++) {
      builder.register(deploy, "hook " + i, context -> {});
    }
    RunReport report = builder.build().run(deploy, HookRequest.in(Path.of("")));
    System.out.println(report);
  }
}
