package dev.hookline.example.docs;

import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.report.ReportFiles;
import dev.hookline.shell.HookDirectory;
import java.nio.file.Path;
import java.util.Map;

public class ReportsRecipe {
  private static final Phase DEPLOY = Phase.of("deploy");

  /** Give it {@code System.getenv()}. */
  public static int run(Path project, Path reports, Map<String, String> environment) {
    HookEngine engine =
        HookEngine.builder()
            .load(HookDirectory.of(project.resolve("hooks/deploy"), DEPLOY))
            .listener(ReportFiles.in(reports).stepSummary(environment))
            .build();
    return engine.run(DEPLOY, HookRequest.in(project)).exitCode();
  }
}
