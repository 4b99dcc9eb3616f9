package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hookline.api.Hook;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.Phase;
import dev.hookline.shell.files.CurrentUser;
import dev.hookline.shell.testing.OwnFile;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Swapper;
import dev.hookline.shell.testing.TestContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Another process exchanges the hooks thousands of times while they are loaded and run: what was
 * checked is what runs. Where this user is root, that process is another user's.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrustRaceTest extends ScriptTestCase {
  private static final int ROUNDS = 2_000;
  private static final int MOST_ROUNDS = 20_000;
  private static final int STRANGER = 65534;
  private static final String EVIL = "evil\n";

  private final boolean isRoot = CurrentUser.uid() == 0;
  private Path place;
  private Process attacker;

  @BeforeEach
  void createPlace() throws IOException {
    mode(directory, 0755);
    place = Files.createDirectory(directory.resolve("place"));
    mode(place, 0755);
  }

  @AfterEach
  void endAttacker() throws InterruptedException {
    attacker.destroyForcibly().waitFor();
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  private void hooks(String name, String says, int owner) throws IOException {
    Path hooks = Files.createDirectory(place.resolve(name));
    Path file = write("place/" + name + "/a", "#!/bin/sh", "echo " + says);
    mode(hooks, 0755);
    if (isRoot) {
      Files.setAttribute(hooks, "unix:uid", owner);
      Files.setAttribute(file, "unix:uid", owner);
    }
  }

  private void attack(String what) throws IOException {
    Path classes = directory.resolve("classes");
    String name = Swapper.class.getName().replace('.', '/') + ".class";
    Files.createDirectories(classes.resolve(name).getParent());
    try (InputStream in = Swapper.class.getClassLoader().getResourceAsStream(name)) {
      Files.copy(in, classes.resolve(name));
    }
    OwnFile.open(classes);
    List<String> words = new ArrayList<>();
    if (isRoot) {
      words.addAll(
          List.of("setpriv", "--reuid=" + STRANGER, "--regid=" + STRANGER, "--clear-groups"));
    }
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classes.toString()));
    words.addAll(List.of(Swapper.class.getName(), place.toString(), what));
    attacker = new ProcessBuilder(words).redirectErrorStream(true).start();
    assertThat(attacker.inputReader().readLine()).isEqualTo("swapping");
  }

  private HookDirectory directory() {
    return HookDirectory.of(place.resolve("hooks"), Phase.of("deploy"));
  }

  private static Hook load(HookDirectory hooks) {
    while (true) {
      try {
        return hooks.load().get(0).hook();
      } catch (HookSourceException e) {
        // It was away just now.
      }
    }
  }

  /** Returns what the hook printed; nothing if it was refused, or away just now. */
  private String outcome(Hook hook) {
    TestContext run = TestContext.in(directory);
    catchThrowable(() -> hook.run(run));
    return run.output.text();
  }

  private void assertAttackWorksWithoutTheCheck() {
    Hook unchecked = load(directory().trust(Trust.everyone()));
    int rounds = 0;
    while (!outcome(unchecked).equals(EVIL) && rounds < MOST_ROUNDS) {
      rounds++;
    }
    assertThat(rounds).as("rounds until the attack has worked").isLessThan(MOST_ROUNDS);
  }

  @Test
  void run_directoryIsExchangedAfterLoading_runsNothingElse() throws Exception {
    hooks("hooks", "good", 0);
    hooks("evil", "evil", STRANGER);
    Hook loaded = load(directory());
    mode(place, 0777);
    attack("directory");
    assertAttackWorksWithoutTheCheck();

    for (int i = 0; i < ROUNDS; i++) {
      assertThat(outcome(loaded)).isNotEqualTo(EVIL);
    }
  }

  @Test
  void load_directoryIsBeingExchanged_isRefusedEachTime() throws Exception {
    hooks("hooks", "good", 0);
    hooks("evil", "evil", STRANGER);
    mode(place, 0777);
    attack("directory");

    for (int i = 0; i < ROUNDS; i++) {
      assertThat(catchThrowable(() -> directory().load())).isInstanceOf(HookSourceException.class);
    }
  }

  /** A link of another user in a sticky directory is his to exchange. */
  @Test
  void run_linkToTheDirectoryIsExchanged_runsNothingElse() throws Exception {
    hooks("good", "good", 0);
    hooks("evil", "evil", STRANGER);
    Files.createSymbolicLink(place.resolve("hooks"), Path.of("good"));
    Hook loaded = load(directory());
    Files.delete(place.resolve("hooks"));
    mode(place, isRoot ? 01777 : 0777);
    attack("link");
    assertAttackWorksWithoutTheCheck();

    for (int i = 0; i < ROUNDS; i++) {
      assertThat(outcome(loaded)).isNotEqualTo(EVIL);
    }
  }

  /** The same file by itself, without a hook directory around it. */
  @Test
  void file_directoryIsExchanged_runsNothingElse() throws Exception {
    hooks("hooks", "good", 0);
    hooks("evil", "evil", STRANGER);
    mode(place, 0777);
    attack("directory");
    Hook file = ScriptHook.file(place.resolve("hooks/a"));

    for (int i = 0; i < ROUNDS; i++) {
      assertThat(outcome(file)).isNotEqualTo(EVIL);
    }
  }
}
