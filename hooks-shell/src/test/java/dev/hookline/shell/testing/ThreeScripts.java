package dev.hookline.shell.testing;

import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.HookDirectory;
import java.nio.file.Path;

/** A tool that runs the scripts of a directory, its only argument, and shows the report. */
public final class ThreeScripts {
  /** The line before the first class of Hookline is used. */
  public static final String BEGIN = "the tool begins";

  private ThreeScripts() {}

  public static void main(String... arguments) throws ClassNotFoundException {
    // A module may be a directory or a jar, and what opens jars is not what is counted.
    Class.forName("dev.hookline.api.package-info");
    Class.forName("dev.hookline.core.package-info");
    Class.forName("dev.hookline.shell.package-info");
    System.out.println(BEGIN);
    Phase deploy = Phase.of("deploy");
    Path directory = Path.of(arguments[0]);
    RunReport report =
        HookEngine.builder()
            .load(HookDirectory.of(directory, deploy))
            .build()
            .run(deploy, HookRequest.in(directory));
    System.out.println(report);
  }
}
