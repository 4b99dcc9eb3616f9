package dev.hookline.shell.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.BackgroundPolicy;
import dev.hookline.shell.Containment;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.cgroup.Cgroup;
import dev.hookline.shell.cgroup.Cgroups;
import dev.hookline.shell.testing.OwnFile;
import dev.hookline.shell.testing.PlainUser;
import dev.hookline.shell.testing.Sleeper;
import dev.hookline.shell.testing.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a user without special rights may not look at: a program that this user may run and not
 * read, of which the system shows neither environment nor files, as of one with set-uid.
 */
@Timeout(60)
class PlainUserTest {
  private static final String OVER = "over";

  private final Sleeper sleeper = new Sleeper();
  private PlainUser user;

  /** Runs the file {@code script}, and prints what has become of it. */
  static final class Tool {
    private Tool() {}

    public static void main(String[] arguments) throws Exception {
      TestContext context = TestContext.in(Path.of("")).grace(Duration.ofMillis(300));
      ScriptHook hook =
          ScriptHook.inline(Interpreter.of("sh"), Files.readString(Path.of("script")))
              .background(BackgroundPolicy.valueOf(arguments[0]))
              .containment(Containment.valueOf(arguments[1]))
              .settle(Duration.ofMillis(50));
      try {
        hook.run(context);
      } catch (ScriptFailedException e) {
        System.out.println("failed: " + e.getMessage().lines().findFirst().orElse(""));
      }
      context.left.forEach(left -> System.out.println("left: " + left));
      System.out.println(OVER);
    }
  }

  @BeforeEach
  void createUser() throws Exception {
    user = PlainUser.create();
  }

  @AfterEach
  void deleteUser() throws Exception {
    sleeper.endAll();
    user.close();
  }

  private void writeScript(String redirection) throws Exception {
    Files.writeString(
        user.home().resolve("script"),
        "cp \"$(command -v sleep)\" hidden; chmod 111 hidden\n"
            + "(env -i setsid "
            + sleeper.command().replace("sleep", "./hidden")
            + redirection
            + " &)\n"
            + "sleep 0.2\n");
    OwnFile.open(user.home());
  }

  private List<String> said(String shell, BackgroundPolicy policy, Containment containment)
      throws Exception {
    Process tool =
        user.start(shell, Tool.class.getName(), policy.toString(), containment.toString());
    List<String> lines = tool.inputReader(UTF_8).lines().toList();
    tool.waitFor();
    assertThat(lines).endsWith(OVER);
    return lines.subList(0, lines.size() - 1);
  }

  @Test
  void run_childMayNotBeLookedAtAndHasTheOutput_isReported() throws Exception {
    writeScript(" 2>/dev/null");

    assertThat(said("", BackgroundPolicy.LEAVE, Containment.NONE))
        .first()
        .isEqualTo("left: a process that cannot be seen and has the output open");
  }

  @Test
  void run_policyFailAndChildMayNotBeLookedAt_fails() throws Exception {
    writeScript(" 2>/dev/null");

    assertThat(said("", BackgroundPolicy.FAIL, Containment.NONE).get(0))
        .startsWith("failed: ")
        .contains("were still running: a process that cannot be seen and has the output open;");
  }

  /** A scope is delegated as systemd does: its directory and its list belong to the user. */
  @Test
  void run_scopeIsDelegatedAndChildMayNotBeLookedAt_isEnded() throws Exception {
    writeScript(" </dev/null >/dev/null 2>&1");
    Cgroups here = Cgroups.ofThisJvm();
    Optional<Cgroup> own = here.take();
    own.ifPresent(here::giveBack);
    if (own.isEmpty() || !PlainUser.IS_ROOT) {
      assertThat(said("", BackgroundPolicy.KILL, Containment.REQUIRED).get(0))
          .contains("could not be started: it must run in a cgroup of its own, but ");
      return;
    }
    Path scope = Path.of(own.get() + "-scope");
    Files.createDirectory(scope);
    try {
      user.own(scope, scope.resolve("cgroup.procs"));

      assertThat(
              said(
                  "echo 0 >" + scope + "/cgroup.procs;",
                  BackgroundPolicy.KILL,
                  Containment.REQUIRED))
          .isEmpty();
      assertThat(sleeper.running()).isEmpty();
    } finally {
      sleeper.endAll();
      Files.delete(scope);
    }
  }
}
