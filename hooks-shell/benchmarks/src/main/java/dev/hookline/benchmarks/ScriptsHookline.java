package dev.hookline.benchmarks;

import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.HookDirectory;
import java.nio.file.Path;

/** Runs the scripts of a directory as hooks with their defaults. Argument: the directory. */
public final class ScriptsHookline {
  private ScriptsHookline() {}

  public static void main(String[] arguments) {
    Phase deploy = Phase.of("deploy");
    Path directory = Path.of(arguments[0]);
    RunReport report =
        HookEngine.builder()
            .load(HookDirectory.of(directory, deploy))
            .build()
            .run(deploy, HookRequest.in(directory));
    report.throwIfFailed();
    System.out.println(report);
  }
}
