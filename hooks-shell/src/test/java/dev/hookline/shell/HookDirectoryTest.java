package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.HookDirectory.NotExecutable;
import dev.hookline.shell.testing.OwnFile;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class HookDirectoryTest extends ScriptTestCase {
  private HookDirectory hooks() {
    return HookDirectory.of(directory, Phase.of("deploy"));
  }

  private static List<String> names(HookDirectory hooks) {
    return hooks.load().stream().map(HookSpec::name).toList();
  }

  private void scripts(String... names) throws IOException {
    for (String name : names) {
      write(name, "#!/bin/sh", "echo " + name);
    }
  }

  private List<String> problems(HookDirectory hooks) {
    return Assertions.catchThrowableOfType(HookSourceException.class, hooks::load).problems();
  }

  @Test
  void load_ordersByBytes_asR1() throws IOException {
    scripts("_u", "9z", "10-a", "C", "01", "30_c", "a");
    assertThat(names(hooks())).containsExactly("01", "10-a", "30_c", "9z", "C", "_u", "a");
  }

  @Test
  void load_relativeDirectory_isThatOfTheJvm_whereverTheRunIs() throws IOException {
    scripts("a");
    Path relative = Path.of("").toAbsolutePath().relativize(directory.toAbsolutePath());
    HookSpec spec = HookDirectory.of(relative, Phase.of("deploy")).load().get(0);
    assertThat(Path.of(spec.declaredAt().orElseThrow())).isAbsolute();
    assertThat(spec.hook().description()).startsWith("/").endsWith("/a");
  }

  @Test
  void load_ordersByVersion_asR2() throws IOException {
    scripts("10-a.sh", "9-b.sh", "5.sh");
    assertThat(names(hooks().order(NameOrder.VERSION)))
        .containsExactly("5.sh", "9-b.sh", "10-a.sh");
  }

  @Test
  void load_ignoresWhatIsLeftBehind_andDirectories() throws IOException {
    scripts(
        "a", "a~", ".hidden", "a.bak", "a.orig", "a.rpmnew", "a.swp", "#a#", "a.dpkg-old", "a.rej");
    Files.createDirectory(directory.resolve("b"));
    assertThat(names(hooks())).containsExactly("a");
  }

  @Test
  void load_matching_keepsWholeMatchesOnly() throws IOException {
    scripts("10-a", "20-b.sh");
    assertThat(names(hooks().matching("[a-zA-Z0-9_-]+"))).containsExactly("10-a");
  }

  @Test
  void load_notExecutable_namesTheChmod_ofAllFilesAtOnce() throws IOException {
    OwnFile.write(directory.resolve("b"), "");
    OwnFile.write(directory.resolve("it's"), "");
    assertThat(problems(hooks()))
        .containsExactly(
            directory + "/b is not executable; type: chmod +x " + directory + "/b",
            directory + "/it's is not executable; type: chmod +x '" + directory + "/it'\\''s'");
  }

  @Test
  void load_notExecutable_isFineWithAnInterpreter() throws Exception {
    OwnFile.write(directory.resolve("a"), "echo from sh");
    HookSpec spec = hooks().interpreter(Interpreter.of("sh")).load().get(0);
    spec.hook().run(context);
    assertThat(context.output.text()).isEqualTo("from sh\n");
  }

  @Test
  void load_notExecutable_canBeIgnored() throws IOException {
    scripts("a");
    OwnFile.write(directory.resolve("b"), "");
    assertThat(names(hooks().whenNotExecutable(NotExecutable.IGNORE))).containsExactly("a");
  }

  @Test
  void load_notExecutable_canBeMadeSo() throws IOException {
    Path file = OwnFile.write(directory.resolve("b"), "");
    assertThat(names(hooks().whenNotExecutable(NotExecutable.MAKE_EXECUTABLE)))
        .containsExactly("b");
    assertThat(Files.isExecutable(file)).isTrue();
  }

  @Test
  void load_missingDirectory_namesIt() {
    Path none = directory.resolve("none");
    assertThatThrownBy(() -> HookDirectory.of(none, Phase.of("x")).load())
        .isInstanceOf(HookSourceException.class)
        .hasMessage(
            "hook directory "
                + none
                + " cannot be read (no such directory); create it or correct the path");
  }

  @Test
  void load_missingOptionalDirectory_hasNoHooks() {
    assertThat(HookDirectory.of(directory.resolve("none"), Phase.of("x")).optional().load())
        .isEmpty();
  }

  @Test
  void load_fileInsteadOfDirectory_saysSo() throws IOException {
    Path file = write("file");
    assertThatThrownBy(() -> HookDirectory.of(file, Phase.of("x")).load())
        .hasMessage(
            "hook directory " + file + " cannot be read (not a directory); correct the path");
  }

  @Test
  void load_nameThatCannotBeShown_isAProblem() throws IOException {
    scripts("a\nb");
    assertThat(problems(hooks()).get(0))
        .startsWith("$'" + directory + "/a\\nb' cannot be a hook: ");
  }

  @Test
  void load_fifo_isAProblem() throws Exception {
    new ProcessBuilder("mkfifo", "-m", "644", directory.resolve("f").toString()).start().waitFor();
    assertThat(problems(hooks()))
        .containsExactly(directory + "/f is not a regular file; remove it from the hook directory");
  }

  @Test
  void load_passesSettingsOn() throws Exception {
    scripts("a");
    HookSpec spec =
        hooks()
            .scripts(script -> script.interpreter(Interpreter.of("sh", "-x")))
            .specs(s -> s.order(7))
            .load()
            .get(0);
    assertThat(spec.order().number()).isEqualTo(7);
    assertThat(spec.declaredAt()).contains(directory + "/a");
    assertThat(spec.hook().description()).isEqualTo("sh -x " + directory + "/a");
  }

  @Test
  void setting_copiesAllOthers() {
    HookDirectory all =
        hooks()
            .order(NameOrder.VERSION)
            .matching("[a-z]+")
            .whenNotExecutable(NotExecutable.IGNORE)
            .interpreter(Interpreter.of("sh"))
            .specs(spec -> spec.timeout(Duration.ofMinutes(1)))
            .trust(Trust.everyone())
            .optional();

    Settings.assertAllAreCopied(
        hooks(), all, HookDirectory::optional, hooks -> hooks.trust(Trust.everyone()));
  }

  @Test
  void matching_twice_bothMustMatch() throws IOException {
    scripts("a1", "a2", "b1");

    assertThat(names(hooks().matching("a.").matching(".1"))).containsExactly("a1");
  }
}
