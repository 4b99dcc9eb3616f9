package dev.hookline.example.docs;

import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import java.nio.file.Path;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;

/** Make it a bean: {@code @Bean SpringRecipe hooks(HookEngine engine)}. */
public class SpringRecipe implements ApplicationRunner, ExitCodeGenerator {
  private final HookEngine engine;
  private int exitCode;

  public SpringRecipe(HookEngine engine) {
    this.engine = engine;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    HookRequest request = HookRequest.in(Path.of("")).arguments(arguments.getSourceArgs());
    RunReport report = engine.run(Phase.of("init"), request);
    exitCode = report.exitCode();
    report.throwIfFailed();
  }

  @Override
  public int getExitCode() {
    return exitCode;
  }
}
