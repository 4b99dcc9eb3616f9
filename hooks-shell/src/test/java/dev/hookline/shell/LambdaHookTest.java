package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookExitException;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.testing.TestContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LambdaHookTest {
  private final TestContext context =
      TestContext.in(Path.of("")).arguments("up", "-d", "").variable("STAGE", "prod");

  @Test
  void runnable_failsOnlyIfItThrows() throws Exception {
    List<String> seen = new ArrayList<>();
    LambdaHook.of(() -> seen.add("ran")).run(context);
    assertThat(seen).containsExactly("ran");
  }

  @Test
  void consumer_getsTheContext() throws Exception {
    List<Object> seen = new ArrayList<>();
    LambdaHook.consumer(seen::add).run(context);
    assertThat(seen).containsExactly(context);
  }

  @Test
  void exitCode_zero_isSuccess() throws Exception {
    LambdaHook.exitCode(() -> 0).run(context);
  }

  @Test
  void exitCode_other_failsWithThatCode() {
    assertThatThrownBy(() -> LambdaHook.exitCode(() -> 42).run(context))
        .isInstanceOf(HookExitException.class)
        .hasMessage("hook \"migrate\" (phase deploy) ended with exit code 42")
        .extracting(e -> ((HookExitException) e).exitCode())
        .isEqualTo(42);
  }

  /** A system keeps the lowest eight bits of an exit code only. */
  @Test
  void exitCode_multipleOf256_isOneInTheReport() {
    Phase deploy = Phase.of("deploy");
    for (int code : new int[] {256, -256, 1024, Integer.MIN_VALUE}) {
      RunReport report =
          HookEngine.builder()
              .register(deploy, "a", LambdaHook.exitCode(() -> code))
              .build()
              .run(deploy, HookRequest.in(Path.of("")));
      assertThat(report.exitCode()).isEqualTo(1);
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void exitCode_null_fails() {
    assertThatThrownBy(() -> LambdaHook.exitCode(() -> null).run(context))
        .hasMessage("hook \"migrate\" (phase deploy) returned null instead of an exit code");
  }

  @Test
  void main_getsTheArguments_andItsResultIsTheExitCode() {
    assertThatThrownBy(() -> LambdaHook.main(args -> args.length).run(context))
        .hasMessage("hook \"migrate\" (phase deploy) ended with exit code 3");
  }

  @Test
  void program_getsAllThatAScriptGets() throws Exception {
    LambdaHook.program(
            (args, out, err, env) -> {
              out.println(args + env.get("STAGE"));
              err.println("complaint");
              return 0;
            })
        .run(context);
    assertThat(context.output.text()).isEqualTo("[up, -d, ]prod\n");
    assertThat(context.output.errors()).isEqualTo("complaint\n");
  }

  @Test
  void anyShape_whatItThrowsComesOut() {
    IllegalStateException thrown = new IllegalStateException("boom");
    assertThatThrownBy(
            () ->
                LambdaHook.main(
                        args -> {
                          throw thrown;
                        })
                    .run(context))
        .isSameAs(thrown);
  }

  @Test
  void description_namesTheShape() {
    assertThat(LambdaHook.exitCode(() -> 0).description()).isEqualTo("lambda (exit code)");
  }
}
