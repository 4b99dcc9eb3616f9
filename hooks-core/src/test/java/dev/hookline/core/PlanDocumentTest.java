package dev.hookline.core;

import static dev.hookline.core.PlanTextTest.described;
import static dev.hookline.core.Transcript.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Condition;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code plan.md} shows is what comes out. */
class PlanDocumentTest {
  private static final Path PAGE = Path.of("docs/plan.md");

  private final HookPlan plan =
      HookEngine.builder()
          .timeout(DEPLOY, Duration.ofMinutes(9))
          .concurrency(DEPLOY, 2)
          .register(
              HookSpec.of(DEPLOY, "warm", context -> {})
                  .after("migrate")
                  .onFailure(FailurePolicy.IGNORE))
          .register(
              HookSpec.of(DEPLOY, "migrate", described("bin/migrate"))
                  .timeout(Duration.ofMinutes(2))
                  .undo(described("bin/migrate-back"))
                  .tags("db"))
          .register(HookSpec.of(DEPLOY, "report", context -> {}).always())
          .build()
          .plan(DEPLOY);

  private static String block(String language, int number) throws IOException {
    Matcher blocks =
        Pattern.compile("(?s)```" + language + "\n(.*?)\n```").matcher(Files.readString(PAGE));
    for (int i = 0; i <= number; i++) {
      assertThat(blocks.find()).isTrue();
    }
    return blocks.group(1);
  }

  @Test
  void page_table_isWhatThePlanPrints() throws IOException {
    assertThat(plan.toString().lines())
        .containsExactlyElementsOf(block("text", 0).lines().toList());
  }

  @Test
  void page_json_isWhatThePlanPrints() throws IOException {
    assertThat(plan.toJson()).isEqualTo(block("json", 0));
  }

  @Test
  void page_whatIf_isWhatThePlanPrints() throws IOException {
    assertThat(plan.whatIf("migrate", WhatIf.Mishap.FAILS).toString().lines())
        .containsExactlyElementsOf(block("text", 1).lines().toList());
  }

  @Test
  void json_ofAllSettings_hasOnlyMembersThatThePageNames() throws IOException {
    HookPlan all =
        HookEngine.builder()
            .register(
                HookSpec.of(DEPLOY, "a", context -> {})
                    .attemptTimeout(Duration.ofMillis(1500))
                    .gracePeriod(Duration.ZERO)
                    .retry(RetryPolicy.attempts(2).backoff(Duration.ofSeconds(1)))
                    .when(Condition.withoutEffects("on production", context -> false))
                    .declaredAt("app.yaml:1"))
            .build()
            .plan(DEPLOY, Transcript.REQUEST);
    assertThat(all.toJson())
        .contains("\"attemptLimit\": 1.5", "\"cause\": \"CONDITION\"", "\"runs\": false");
    String page = Files.readString(PAGE);
    Pattern.compile("\"(\\w+)\":")
        .matcher(all.toJson() + all.whatIf("a", WhatIf.Mishap.JVM_DIES).toJson())
        .results()
        .map(found -> "`" + found.group(1) + "`")
        .filter(member -> !member.equals("`hooks`"))
        .forEach(member -> assertThat(page).contains(member));
  }
}
