package dev.hookline.example.docs;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.kit.FailureCases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class FailureCasesRecipeTest {
  private static final Phase DEPLOY = Phase.of("deploy");

  @TestFactory
  Stream<DynamicTest> whateverGoesWrong() {
    HookEngine engine =
        HookEngine.builder()
            .register(HookSpec.of(DEPLOY, "backup", context -> {}).undo(context -> {}))
            .register(HookSpec.of(DEPLOY, "migrate", context -> {}).after("backup"))
            .register(
                HookSpec.of(DEPLOY, "unlock", context -> {})
                    .always()
                    .timeout(Duration.ofSeconds(10)))
            .build();
    HookRequest request = HookRequest.in(Path.of("")).timeout(Duration.ofMinutes(30));
    return FailureCases.of(engine.plan(DEPLOY, request)).mayForget("deploy").stream()
        .map(each -> dynamicTest(each.name(), each::check));
  }
}
