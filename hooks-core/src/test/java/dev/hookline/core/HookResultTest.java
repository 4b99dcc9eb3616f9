package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookAttempt;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.testing.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a report writer asks of a result. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HookResultTest {
  private final VirtualTime time = new VirtualTime();

  private HookResult result(HookRequest request, HookSpec... specs) {
    HookEngineBuilder builder = HookEngine.builder().time(time).threads(time.threads());
    List.of(specs).forEach(builder::register);
    return builder.build().run(DEPLOY, request).results().get(0);
  }

  private static HookSpec spec(Hook hook) {
    return HookSpec.of(DEPLOY, "a", hook);
  }

  @Test
  void result_ofAHook_saysStatusCommandAndWhereItIsDeclared() {
    HookResult result = result(REQUEST, spec(context -> {}).declaredAt("hooks.yml:12"));
    assertThat(result.status()).isEqualTo("succeeded");
    assertThat(result.command()).isEqualTo("lambda");
    assertThat(result.declaredAt()).contains("hooks.yml:12");
    assertThat(result.isIgnored()).isFalse();
    assertThat(result.postMortem()).isEmpty();
    assertThat(result.commandByHand()).isEmpty();
  }

  @Test
  void attemptHistory_ofRetries_hasTheTimeAndTheOutcomeOfEach() {
    HookResult result =
        result(
            REQUEST,
            spec(context -> {
                  time.pass(Duration.ofSeconds(2));
                  if (context.attempt() < 3) {
                    throw new IllegalStateException("broke " + context.attempt());
                  }
                })
                .retry(RetryPolicy.attempts(3).backoff(Duration.ofSeconds(10))));
    assertThat(result.attemptHistory().stream().map(HookResultTest::words))
        .containsExactly(
            "1 failed, 0 s + PT2S", "2 failed, 12 s + PT2S", "3 succeeded, 34 s + PT2S");
    assertThat(result.duration()).isEqualTo(Duration.ofSeconds(36));
  }

  private static String words(HookAttempt attempt) {
    Duration start = Duration.between(VirtualTime.BEGINNING, attempt.startedAt());
    return attempt.number()
        + " "
        + attempt.outcome()
        + ", "
        + start.toSeconds()
        + " s + "
        + attempt.duration();
  }

  @Test
  void attemptHistory_ofAHookThatIsTriedOnce_isThatAttempt() {
    HookResult result = result(REQUEST, spec(context -> time.pass(Duration.ofSeconds(2))));
    assertThat(result.attemptHistory().stream().map(HookResultTest::words))
        .containsExactly("1 succeeded, 0 s + PT2S");
  }

  @Test
  void attemptHistory_ofASkippedHook_isEmpty() {
    assertThat(result(REQUEST, spec(context -> {}).when("never", c -> false)).attemptHistory())
        .isEmpty();
  }

  @Test
  void isIgnored_ifThePolicySaysSo_andNoHigherLimitWasReached() {
    Hook failing = Transcript.failure("broke");
    HookSpec ignored = spec(failing).onFailure(FailurePolicy.IGNORE);
    assertThat(result(REQUEST, ignored).isIgnored()).isTrue();
    assertThat(result(REQUEST, spec(failing)).isIgnored()).isFalse();
    HookSpec endless = spec(time.endless()).onFailure(FailurePolicy.IGNORE);
    assertThat(result(REQUEST, endless.timeout(Duration.ofSeconds(1))).isIgnored()).isTrue();
    assertThat(result(REQUEST.timeout(Duration.ofSeconds(1)), endless).isIgnored()).isFalse();
  }

  @Test
  void postMortem_ofALambdaAtItsLimit_isTheStackOfItsThread() {
    HookResult result = result(REQUEST, spec(this::hang).timeout(Duration.ofMinutes(1)));
    assertThat(result.status()).isEqualTo("timed out");
    assertThat(result.postMortem().get(0)).matches("thread \\S+ \\([A-Z_]+\\)");
    assertThat(result.postMortem())
        .anyMatch(line -> line.startsWith("  at dev.hookline.core.HookResultTest.hang("))
        .noneMatch(line -> line.contains("core.run."));
  }

  private void hang(HookContext context) throws InterruptedException {
    time.pass(Duration.ofHours(1));
  }

  @Test
  void postMortem_ofAHookThatKnowsMore_isWhatItSays() {
    HookSpec hook =
        spec(context -> {
              try {
                hang(context);
              } finally {
                context.postMortem(List.of("process 7: sleep\u001b 300 s3cret"));
              }
            })
            .timeout(Duration.ofMinutes(1))
            .environment(Environment.empty().withSecret("TOKEN", "s3cret"));
    assertThat(result(REQUEST, hook).postMortem())
        .containsExactly("process 7: sleep\\u001b 300 ***");
  }

  @Test
  void commandByHand_ofAHookThatFailed_quotesWordsAndNamesWhatIsSecret() {
    HookSpec hook =
        spec(context -> {
              context.byHand(
                  Path.of("/srv/my app"),
                  List.of("./migrate.sh", "it's", "--token=s3cret"),
                  Map.of("STAGE", "prod", "TOKEN", "s3cret", "MODE", "a b"));
              throw new IllegalStateException("broke");
            })
            .environment(Environment.empty().withSecret("TOKEN", "s3cret"));
    assertThat(result(REQUEST, hook).commandByHand())
        .contains(
            "cd '/srv/my app' && env MODE='a b' STAGE=prod ./migrate.sh 'it'\\''s' --token=***"
                + "  # first set what is secret: TOKEN");
  }

  @Test
  void commandByHand_ofAHookThatSucceeded_isEmpty() {
    HookSpec hook = spec(context -> context.byHand(Path.of("/"), List.of("true"), System.getenv()));
    assertThat(result(REQUEST, hook).commandByHand()).isEmpty();
  }

  @Test
  void masked_byARunInfo_knowsTheSecretsThatHooksHandOver() {
    List<String> masked = new ArrayList<>();
    HookListener listener =
        new HookListener() {
          @Override
          public void runFinished(RunFinished event) {
            masked.add(event.run().masked("s3cret and t0ken"));
          }
        };
    HookEngine.builder()
        .listener(listener)
        .environment(Environment.empty().withSecret("A", "s3cret"))
        .register(DEPLOY, "a", context -> context.exportSecret("B", "t0ken"))
        .build()
        .run(DEPLOY, REQUEST);
    assertThat(masked).containsExactly("*** and ***");
  }
}
