package dev.hookline.api.annotated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.testing.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnotatedHooksTest {
  private final TestContext context = TestContext.in(Path.of(""));

  @Test
  void load_allAttributes_areThoseOfTheSpec() {
    class Migrations {
      @OnPhase(
          value = "deploy",
          name = "migrate the tables",
          order = 5,
          before = "warm",
          after = {"backup", "freeze"},
          timeout = "1 h 30 min",
          attemptTimeout = "30 s",
          gracePeriod = "500 ms",
          attempts = 3,
          backoff = "2 s",
          onFailure = FailurePolicy.CONTINUE,
          undo = "revert")
      void migrate() {}

      void revert() {}
    }
    HookSpec spec = AnnotatedHooks.of(new Migrations()).load().get(0);
    assertThat(spec)
        .hasToString(
            "hook \"migrate the tables\" (phase deploy) at method "
                + Migrations.class.getName()
                + ".migrate");
    assertThat(spec.order())
        .hasToString(
            HookSpec.of(spec.phase(), "x", c -> {})
                .order(5)
                .before("warm")
                .after("backup", "freeze")
                .order()
                .toString());
    assertThat(spec.timeout()).contains(Duration.ofMinutes(90));
    assertThat(spec.attemptTimeout()).contains(Duration.ofSeconds(30));
    assertThat(spec.gracePeriod()).contains(Duration.ofMillis(500));
    assertThat(spec.retry().maxAttempts()).isEqualTo(3);
    assertThat(spec.onFailure()).isEqualTo(FailurePolicy.CONTINUE);
    assertThat(spec.undo()).isPresent();
  }

  @Test
  void load_manyMethods_standInTheOrderOfTheirNames() {
    class Base {
      @OnPhase("deploy")
      void inherited() {}

      @OnPhase("deploy")
      void replaced() {}
    }
    class Hooks extends Base {
      @OnPhase(value = "deploy", kind = HookKind.ALWAYS)
      void warm() {}

      @OnPhase(value = "build", kind = HookKind.ON_FAILURE)
      void compile() {}

      @Override
      void replaced() {}
    }
    assertThat(AnnotatedHooks.of(new Hooks()).load().stream().map(spec -> spec.id().toString()))
        .containsExactly(
            "on-failure hook \"compile\" (phase build)",
            "hook \"inherited\" (phase deploy)",
            "always hook \"warm\" (phase deploy)");
  }

  @Test
  void run_parameters_getWhatTheyAskFor() throws Exception {
    class Greeting {
      @OnPhase("deploy")
      void greet(
          HookContext hook,
          @Variable("NAME") String name,
          @Variable("TITLE") Optional<String> title,
          @Value("rows") int rows,
          @Value("release") Optional<Path> release) {
        hook.out().println(name + " " + title + " " + rows + " " + release);
      }
    }
    context.variable("NAME", "Ada").value(HookKey.of("rows", Integer.class), 3);
    run(new Greeting());
    assertThat(context.output().lines()).containsExactly("Ada Optional.empty 3 Optional.empty");
  }

  @Test
  void run_nothingWasGiven_saysWhat() {
    class Greeting {
      @OnPhase("deploy")
      void greet(@Variable("NAME") String name) {}
    }
    class Counting {
      @OnPhase("deploy")
      void count(@Value("rows") int rows) {}
    }
    assertThatThrownBy(() -> run(new Greeting()))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("variable NAME is not set");
    assertThatThrownBy(() -> run(new Counting()))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("no earlier hook gave a value for the key \"rows\"");
  }

  @Test
  void run_methodThrows_failsWithThatAndNothingAround() {
    class Migrations {
      @OnPhase("deploy")
      void migrate() throws IOException {
        throw new IOException("no connection");
      }
    }
    assertThatThrownBy(() -> run(new Migrations()))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("no connection");
  }

  @Test
  void run_methodReturnsAnExitCode_otherThan0Fails() {
    class Program {
      @OnPhase("deploy")
      int start() {
        return 3;
      }
    }
    assertThatThrownBy(() -> run(new Program()))
        .isInstanceOf(HookExitException.class)
        .hasMessage("hook \"hook under test\" (phase test) ended with exit code 3");
  }

  @Test
  void load_methodsThatCannotBeHooks_areAllReported() {
    class Wrong {
      @OnPhase("deploy")
      String returns() {
        return "";
      }

      @OnPhase("deploy")
      void takes(String name) {}

      @OnPhase(value = "deploy", timeout = "soon")
      void limited() {}

      @OnPhase(value = "deploy", undo = "revert")
      void undone() {}

      @OnPhase(value = "deploy", kind = HookKind.STEP)
      void step() {}
    }
    String type = Wrong.class.getName();
    assertThatThrownBy(() -> AnnotatedHooks.of(new Wrong()).load())
        .isInstanceOfSatisfying(
            HookSourceException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "method "
                            + type
                            + ".limited cannot be a hook: its timeout: \"soon\" is not a duration;"
                            + " write one such as \"30 s\", \"1 h 30 min\" or \"500 ms\"",
                        "method "
                            + type
                            + ".returns cannot be a hook: it returns java.lang.String; return"
                            + " nothing, or an exit code",
                        "method "
                            + type
                            + ".step cannot be a hook: its kind is STEP; use ORDINARY, ON_FAILURE"
                            + " or ALWAYS",
                        "method "
                            + type
                            + ".takes cannot be a hook: its parameter of class java.lang.String is none"
                            + " that a hook can have; use a HookContext, a String with @Variable,"
                            + " or another class with @Value",
                        "method "
                            + type
                            + ".undone cannot be a hook: its undo is \"revert\", and there are 0"
                            + " methods of that name"));
  }

  @Test
  void load_noMethodHasTheAnnotation_isAProblem() {
    assertThatThrownBy(() -> AnnotatedHooks.of("nothing").load())
        .hasMessage("class java.lang.String has no method with @OnPhase; add it to one");
  }

  private void run(Object object) throws Exception {
    List<HookSpec> specs = AnnotatedHooks.of(object).load();
    context.run(specs.get(0).hook());
  }
}
