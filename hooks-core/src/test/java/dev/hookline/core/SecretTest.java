package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OutputLine.Channel;
import dev.hookline.api.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is never shown, wherever it was declared and wherever it turns up. */
@Timeout(60)
class SecretTest {
  private static final String SECRET = "hunter2";
  private static final Environment SECRETS = Environment.empty().withSecret("TOKEN", SECRET);

  private final Transcript transcript = new Transcript();

  private HookResult run(Hook hook) {
    return run(SECRETS, hook);
  }

  private HookResult run(Environment environment, Hook hook) {
    HookSpec spec = HookSpec.of(DEPLOY, "a", hook);
    return transcript.engine(spec).run(DEPLOY, REQUEST.environment(environment)).results().get(0);
  }

  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  // ---- wherever it is declared

  static Stream<String> places() {
    return Stream.of("tool", "request", "override", "spec", "other phase", "step");
  }

  @ParameterizedTest
  @MethodSource("places")
  void output_secretDeclaredAnywhere_isMasked(String place) {
    HookSpec spec = HookSpec.of(DEPLOY, "a", context -> context.out().println("<" + SECRET + ">"));
    HookEngineBuilder builder = HookEngine.builder().listener(transcript);
    HookRequest request = REQUEST;
    Lifecycle.Builder lifecycle = Lifecycle.named("all").phase(DEPLOY);
    switch (place) {
      case "tool" -> builder.environment(SECRETS);
      case "request" -> request = request.environment(SECRETS);
      case "override" -> request = request.override(SECRETS);
      case "spec" -> spec = spec.environment(SECRETS);
      case "other phase" ->
          builder.register(
              HookSpec.of(dev.hookline.api.Phase.of("build"), "b", context -> {})
                  .environment(SECRETS));
      default -> lifecycle.step("s", context -> {}, step -> step.environment(SECRETS));
    }
    RunReport report = builder.register(spec).build().run(lifecycle.build(), request);
    assertThat(report.results().get(0).output().text()).isEqualTo("<***>\n");
    assertThat(transcript.lines()).contains("a OUT <***>");
  }

  @Test
  void output_secretHandedOn_isMaskedFromThenOnInLaterHooksToo() {
    RunReport report =
        transcript
            .engine(
                HookSpec.of(
                    DEPLOY,
                    "a",
                    context -> {
                      context.exportSecret("TOKEN", SECRET);
                      context.out().println(SECRET);
                    }),
                HookSpec.of(
                    DEPLOY,
                    "b",
                    context -> context.out().println(context.environment().get("TOKEN"))))
            .run(DEPLOY, REQUEST);
    assertThat(report.results())
        .extracting(result -> result.output().text())
        .containsExactly("***\n", "***\n");
  }

  // ---- wherever it turns up

  @Test
  void failure_messageHoldsSecret_isMaskedInTextTraceCausesAndSuppressed() {
    Hook hook =
        context -> {
          IOException cause = new IOException("cause " + SECRET);
          cause.addSuppressed(new IllegalStateException("deep " + SECRET));
          UncheckedIOException thrown = new UncheckedIOException("thrown " + SECRET, cause);
          thrown.addSuppressed(new Exception("beside " + SECRET));
          throw thrown;
        };
    RunReport report =
        transcript
            .engine(
                HookSpec.of(DEPLOY, "a", hook).onFailure(FailurePolicy.CONTINUE),
                HookSpec.of(DEPLOY, "b", hook))
            .run(DEPLOY, REQUEST.environment(SECRETS));
    Throwable thrown = catchThrowable(report::throwIfFailed);
    assertThat(printed(thrown))
        .contains("thrown ***", "cause ***", "deep ***", "beside ***")
        .contains("java.io.UncheckedIOException", "at dev.hookline.core.SecretTest.")
        .doesNotContain(SECRET);
    assertThat(thrown.getCause().getMessage()).isEqualTo("thrown ***");
    assertThat(report.toString()).contains("thrown ***").doesNotContain(SECRET);
    assertThat(transcript.lines().toString()).doesNotContain(SECRET);
  }

  @Test
  void failure_exitCodeAndSecret_keepsTheExitCode() {
    RunReport report =
        transcript
            .engine(
                HookSpec.of(
                    DEPLOY,
                    "a",
                    context -> {
                      throw new HookExitException(42, "curl " + SECRET);
                    }))
            .run(DEPLOY, REQUEST.environment(SECRETS));
    assertThat(report.exitCode()).isEqualTo(42);
    assertThat(report.failure().orElseThrow()).hasMessage("curl ***");
  }

  @Test
  void failure_withoutSecret_isTheThrownObjectItself() {
    IOException thrown = new IOException("harmless");
    assertThat(
            run(context -> {
                  throw thrown;
                })
                .outcome()
                .failure())
        .containsSame(thrown);
  }

  @Test
  void retry_predicateAsksForTheClass_seesTheThrownFailureAlthoughItIsMasked() {
    List<Throwable> told = new ArrayList<>();
    HookListener listener =
        new HookListener() {
          @Override
          public void retryAwaited(RetryAwaited event) {
            told.add(event.failure());
          }
        };
    HookSpec spec =
        HookSpec.of(
                DEPLOY,
                "a",
                context -> {
                  if (context.attempt() == 1) {
                    throw new IOException(SECRET);
                  }
                })
            .retry(RetryPolicy.attempts(2).onlyIf(failure -> failure instanceof IOException));
    RunReport report =
        HookEngine.builder()
            .listener(listener)
            .register(spec)
            .build()
            .run(DEPLOY, REQUEST.environment(SECRETS));
    assertThat(report.isSuccess()).isTrue();
    assertThat(printed(told.get(0))).contains("IOException: ***").doesNotContain(SECRET);
  }

  @Test
  void retry_predicateThrowsWithSecret_isMasked() {
    HookSpec spec =
        HookSpec.of(DEPLOY, "a", Transcript.failure("broke"))
            .retry(
                RetryPolicy.attempts(2)
                    .onlyIf(
                        failure -> {
                          throw new AssertionError("predicate " + SECRET);
                        }));
    RunReport report = transcript.engine(spec).run(DEPLOY, REQUEST.environment(SECRETS));
    assertThat(printed(report.failure().orElseThrow()))
        .contains("broke", "predicate ***")
        .doesNotContain(SECRET);
  }

  @Test
  void timeout_hookFailsWithSecretWhenStopped_isMasked() {
    HookSpec spec =
        HookSpec.of(
                DEPLOY,
                "a",
                context -> {
                  Transcript.awaitDeafUntilStopping(context);
                  throw new IOException("lost " + SECRET);
                })
            .timeout(Duration.ofMillis(10));
    RunReport report = transcript.engine(spec).run(DEPLOY, REQUEST.environment(SECRETS));
    assertThat(printed(report.failure().orElseThrow())).contains("lost ***").doesNotContain(SECRET);
  }

  @Test
  void warning_ofIgnoredFailureAndOfListener_isMasked() {
    HookListener broken =
        new HookListener() {
          @Override
          public void hookStarted(HookStarted event) {
            throw new IllegalStateException("listener " + SECRET);
          }
        };
    RunReport report =
        HookEngine.builder()
            .listener(broken)
            .register(
                HookSpec.of(DEPLOY, "a", Transcript.failure("hook " + SECRET))
                    .onFailure(FailurePolicy.IGNORE))
            .build()
            .run(DEPLOY, REQUEST.environment(SECRETS));
    assertThat(report.warnings())
        .containsExactly(
            "listener "
                + broken.getClass().getName()
                + " threw IllegalStateException: listener ***; it gets no more events of this run",
            "hook \"a\" (phase deploy) failed: IllegalStateException: hook *** (ignored)");
  }

  @Test
  void skip_reasonOfHookOrCondition_isMasked() {
    RunReport report =
        transcript
            .engine(
                HookSpec.of(DEPLOY, "a", Transcript.skip("token " + SECRET + " is old")),
                HookSpec.of(DEPLOY, "b", context -> {}).when("with " + SECRET, context -> false))
            .run(DEPLOY, REQUEST.environment(SECRETS));
    assertThat(Transcript.words(report.results()))
        .containsExactly("a skipped: token *** is old", "b skipped: runs only with ***");
  }

  @Test
  void leftBehind_descriptionHoldsSecret_isMasked() {
    HookResult result =
        run(context -> context.leaveBehind(LeftBehind.process(4711, "curl -u " + SECRET)));
    assertThat(result.leftBehind()).containsExactly(LeftBehind.process(4711, "curl -u ***"));
  }

  @Test
  void plan_descriptionHoldsSecret_isMasked() {
    Hook script =
        new Hook() {
          @Override
          public void run(HookContext context) {}

          @Override
          public String description() {
            return "curl -u " + SECRET;
          }
        };
    HookEngine engine = transcript.engine(HookSpec.of(DEPLOY, "a", script).environment(SECRETS));
    assertThat(engine.plan(DEPLOY).toString()).contains("curl -u ***").doesNotContain(SECRET);
  }

  @Test
  void console_everything_isMasked() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HookEngine.builder()
        .listener(ConsoleProgress.to(new PrintStream(bytes, true, UTF_8)))
        .register(
            HookSpec.of(
                    DEPLOY,
                    "a",
                    context -> {
                      context.out().println("out " + SECRET);
                      context.err().println("err " + SECRET);
                      throw new IOException(SECRET);
                    })
                .retry(RetryPolicy.attempts(2)))
        .build()
        .run(DEPLOY, REQUEST.environment(SECRETS));
    assertThat(bytes.toString(UTF_8)).contains("[a] out ***", "[a] err ***").doesNotContain(SECRET);
  }

  // ---- however it is written

  @Test
  void output_secretSplitOverTwoWrites_isMasked() {
    HookResult result =
        run(
            context -> {
              context.out().print("user:hun");
              context.out().print("ter2@host");
            });
    assertThat(result.output().text()).isEqualTo("user:***@host");
    assertThat(transcript.lines()).contains("a OUT user:***@host");
  }

  @Test
  void output_secretByteByByte_isMaskedInLinesAndInTheCopy() {
    String secret = "pässwörd€";
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    HookResult result =
        run(
            Environment.empty().withSecret("TOKEN", secret),
            context -> {
              context.output().copyTo(copy);
              for (byte b : ("pä" + secret + secret + "pässwör\n").getBytes(UTF_8)) {
                context.output().write(Channel.ERR, new byte[] {b}, 0, 1);
              }
            });
    assertThat(result.output().text()).isEqualTo("pä******pässwör\n");
    assertThat(transcript.lines()).contains("a ERR pä******pässwör");
    assertThat(copy.toString(UTF_8)).isEqualTo("pä******pässwör\n");
  }

  @Test
  void output_beginningOfSecretAtTheEnd_isShownBecauseItIsNone() {
    assertThat(run(context -> context.out().print("x hunter")).output().text())
        .isEqualTo("x hunter");
  }

  @Test
  void output_partsOfSecretOnTwoChannels_areNotOne() {
    HookResult result =
        run(
            context -> {
              context.out().print("hun");
              context.err().print("ter2");
            });
    assertThat(result.output().text().length()).isEqualTo(SECRET.length());
  }

  @Test
  void output_secretOfSeveralLines_isMaskedAsAWholeAndLineByLine() {
    Environment key = Environment.empty().withSecret("KEY", "-----BEGIN\nabcdef\n12\nghijkl\n");
    HookResult result =
        run(
            key,
            context -> {
              context.out().print("-----BEGIN\nabcdef\n12\nghijkl\nthe rest\n");
              context.out().print("> abcdef\r\n> ghijkl <\n12\n");
            });
    assertThat(result.output().text()).isEqualTo("***\nthe rest\n> ***\r\n> *** <\n12\n");
  }

  @Test
  void output_overlappingSecrets_areMaskedTogether() {
    Environment both =
        Environment.empty()
            .withSecret("A", "abcdef")
            .withSecret("B", "defghi")
            .withSecret("C", "abc")
            .withSecret("D", "abcdefghijkl");
    String text = "abc|abcdef|defghi|abcdefghi|abcdefghijkl|abcdefghijkx|xabcdefabc|";
    String masked = "***|***|***|***|***|***jkx|x******|";
    assertThat(run(both, context -> context.out().print(text)).output().text()).isEqualTo(masked);
    assertThat(
            run(
                    both,
                    context -> {
                      for (byte b : text.getBytes(UTF_8)) {
                        context.output().write(Channel.OUT, new byte[] {b}, 0, 1);
                      }
                    })
                .output()
                .text())
        .isEqualTo(masked);
    assertThat(run(both, Transcript.failure(text)).outcome().failure().orElseThrow())
        .hasMessage(masked);
  }

  @Test
  void output_secretThatOverlapsItself_isMaskedWhole() {
    assertThat(
            run(
                    Environment.empty().withSecret("A", "abab"),
                    context -> context.out().print("x ababab y abababab"))
                .output()
                .text())
        .isEqualTo("x *** y ***");
  }

  @Test
  void output_emptyOrBlankSecret_masksNothing() {
    Environment blank = Environment.empty().withSecret("A", "").withSecret("B", "  ");
    assertThat(run(blank, context -> context.out().print("a  b")).output().text())
        .isEqualTo("a  b");
  }

  // ---- in other forms

  static Stream<String> forms() {
    return Stream.of(
        // printf %q, declare -p, set -x, and the quoted words of other shells
        "it\\'s\\ \\\"p\\$\\\"\\ \\<ä/\\&1",
        "it's \\\"p\\$\\\" <ä/&1",
        "it'\\''s \"p$\" <ä/&1",
        "it'\"'\"'s \"p$\" <ä/&1",
        "$'it\\'s \"p$\" <\\303\\244/&1'",
        // JSON, XML, URLs
        "it's \\\"p$\\\" <ä/&1",
        "it's \\\"p$\\\" <\\u00e4\\/&1",
        "it's \\\"p$\\\" \\u003cä/\\u00261",
        "it's \"p$\" &lt;ä/&amp;1",
        "it&apos;s &quot;p$&quot; &lt;ä/&amp;1",
        "it&#x27;s &quot;p$&quot; &lt;ä/&amp;1",
        "it%27s%20%22p%24%22%20%3C%C3%A4%2F%261",
        "it%27s%20%22p%24%22%20%3c%c3%a4%2f%261",
        "it's%20%22p%24%22%20%3C%C3%A4%2F%261",
        "it%27s+%22p%24%22+%3C%C3%A4%2F%261");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void output_secretQuotedOrEscaped_isMasked(String form) {
    HookResult result =
        run(
            Environment.empty().withSecret("TOKEN", "it's \"p$\" <ä/&1"),
            context -> context.out().print("<" + form + ">"));
    String shown = form.startsWith("$'") ? "<$'***'>" : "<***>";
    assertThat(result.output().text()).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "u:", "us:"})
  void output_secretInBase64_isMaskedAtEachAlignment(String before) {
    Base64.Encoder encoder = Base64.getEncoder();
    byte[] bytes = (before + "hunter2?>").getBytes(UTF_8);
    byte[] longer = (before + "hunter2?>:p").getBytes(UTF_8);
    HookResult result =
        run(
            Environment.empty().withSecret("TOKEN", "hunter2?>"),
            context -> {
              context.out().println(encoder.encodeToString(bytes));
              context.out().println(encoder.withoutPadding().encodeToString(bytes));
              context.out().println(Base64.getUrlEncoder().encodeToString(bytes));
              context.out().println(encoder.encodeToString(longer));
            });
    String begun = encoder.encodeToString(before.getBytes(UTF_8)).replace("=", "");
    int shared = (8 * before.length() + 5) / 6;
    List<String> lines = result.output().text().lines().toList();
    assertThat(begun).hasSize(shared);
    assertThat(lines).allMatch(line -> line.startsWith("***", shared));
    assertThat(lines.subList(0, 3)).allMatch(line -> line.length() == shared + 3);
  }

  @Test
  void plan_secretWithATab_isMaskedAsItIsQuoted() {
    Environment tab = Environment.empty().withSecret("TOKEN", "hun\tter\n2");
    HookSpec spec =
        HookSpec.of(DEPLOY, "a", described("curl $'-u hun\\tter\\n2'")).environment(tab);
    assertThat(transcript.engine(spec).plan(DEPLOY).toString()).contains("  curl $'-u ***'");
  }

  @Test
  void plan_commandIsCutInsideASecret_showsNoPartOfIt() {
    HookSpec spec = HookSpec.of(DEPLOY, "a", described("curl 'hunt…'")).environment(SECRETS);
    assertThat(transcript.engine(spec).plan(DEPLOY).toString()).contains("  curl '***…'");
  }

  private static Hook described(String description) {
    return new Hook() {
      @Override
      public void run(HookContext context) {}

      @Override
      public String description() {
        return description;
      }
    };
  }

  @Test
  void report_hookNameHoldsSecret_isMaskedAsInThePlan() {
    HookEngine engine =
        transcript.engine(
            HookSpec.of(DEPLOY, "use " + SECRET, Transcript.failure("broke"))
                .environment(SECRETS)
                .onFailure(FailurePolicy.CONTINUE),
            HookSpec.of(DEPLOY, "again " + SECRET, Transcript.failure("broke")));
    RunReport report = engine.run(DEPLOY, REQUEST);
    assertThat(engine.plan(DEPLOY).toString()).contains("  use ***").doesNotContain(SECRET);
    assertThat(report.toString()).contains("\"use ***\"").doesNotContain(SECRET);
    assertThat(report.results().toString()).contains("\"use ***\"").doesNotContain(SECRET);
    assertThat(printed(catchThrowable(report::throwIfFailed)))
        .contains("\"use ***\"", "\"again ***\"")
        .doesNotContain(SECRET);
  }

  // ---- too short to be masked well

  @Test
  void run_secretsOfOneOrTwoCharacters_warnsOnceByNameAndMasksThem() {
    RunReport report =
        transcript
            .engine(
                HookSpec.of(
                    DEPLOY,
                    "a",
                    context -> {
                      context.exportSecret("PIN", "42");
                      context.exportSecret("NEW", "7");
                      context.out().print("42 7 12345678");
                    }))
            .run(DEPLOY, REQUEST.environment(Environment.empty().withSecret("PIN", "42")));
    String why =
        " has fewer than 3 characters: masking them wherever they stand spoils the output and"
            + " gives the secret away; use a longer one";
    assertThat(report.warnings()).containsExactly("secret PIN" + why, "secret NEW" + why);
    assertThat(report.results().get(0).output().text()).isEqualTo("*** *** 123456***8");
  }

  @Test
  void output_lineThatCannotBeginASecret_isToldAtOnce() {
    List<String> before = new ArrayList<>();
    run(
        context -> {
          context.out().print("one\ntwo hun");
          before.addAll(transcript.lines());
        });
    assertThat(before).endsWith("> a", "a OUT one");
  }

  @Test
  void output_longWithSecretsAcrossEveryBoundary_showsNone() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append(i % 7).append(i % 5 == 0 ? SECRET : "hunter").append(i % 11 == 0 ? "\n" : "");
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    HookResult result =
        run(
            context -> {
              for (int at = 0, size = 1; at < bytes.length; at += size, size = size % 97 + 1) {
                int length = Math.min(size, bytes.length - at);
                context.output().write(Channel.OUT, bytes, at, length);
              }
            });
    assertThat(result.output().text()).contains("***").doesNotContain(SECRET);
    assertThat(transcript.lines().toString()).doesNotContain(SECRET);
  }
}
