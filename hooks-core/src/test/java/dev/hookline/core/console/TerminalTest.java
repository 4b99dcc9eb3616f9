package dev.hookline.core.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.console.terminal.TextWidth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The console on a real terminal, that of tmux. Each test waits for what it wants to see; the
 * profile {@code terminal} runs them.
 */
@Tag("terminal")
@Timeout(60)
class TerminalTest {
  private static final String SPINNER = "[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] ";

  @TempDir private Path directory;

  @AfterEach
  void endTmux() throws Exception {
    tmux("kill-server");
  }

  // ---- what is drawn

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 200})
  void oneHook_atEachWidth_isDrawnAndThenALine(int columns) throws Exception {
    start(columns, 10, "1 1 200 waiting");
    awaitScreen(lines -> lines.get(lines.size() - 1).startsWith("1/2 deploy"));
    assertThat(screen().get(0)).isEqualTo("before");
    assertThat(screen().get(1)).startsWith("✓ hook 1 (0.");
    assertThat(screen().get(2)).matches("waiting  \\d s  waits for go");
    release();
    awaitEnd();
    assertThat(screen().get(2)).startsWith("✓ waiting (");
    assertThat(screen().get(3)).startsWith("✓ deploy succeeded in ").endsWith(": 2 succeeded");
    assertThat(cursor()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 200})
  void twelveHooks_fourAtOnceAndOneFails_failureStaysInSight(int columns) throws Exception {
    start(columns, 16, "12 4 1000 failing");
    String failed = "✗ failing failed (";
    awaitScreen(lines -> lines.stream().anyMatch(line -> line.startsWith("5/13 deploy")));
    List<String> lines = screen();
    int pinned = indexOf(lines, failed);
    assertThat(lines.subList(pinned + 1, pinned + 5))
        .allMatch(line -> line.matches("hook \\d+ +\\d s, .* left +part . of 5 by hook \\d+"));
    assertThat(lines).allMatch(line -> TextWidth.of(line) < columns);
    awaitEnd();
    assertThat(screen().stream().filter(line -> line.startsWith(failed))).hasSize(1);
    assertThat(screen()).contains("     | about to fail");
    assertThat(all().stream().filter(line -> line.matches("✓ hook \\d+ \\(.*"))).hasSize(12);
  }

  @Test
  void sixtyHooks_onASmallScreen_saysHowManyMoreRun() throws Exception {
    start(80, 10, "60 12 1000");
    awaitScreen(lines -> lines.contains("+5 more running"));
    awaitEnd();
    assertThat(all().stream().filter(line -> line.matches("✓ hook \\d+ \\(.*"))).hasSize(60);
    assertThat(all()).noneMatch(line -> line.endsWith("more running"));
  }

  @Test
  void hostileHook_cannotClearTheScreenNorForgeALine() throws Exception {
    start(60, 20, "0 1 0 hostile verbose");
    awaitEnd();
    assertThat(all())
        .contains("before", "   [hostile] ✓ forged succeeded", "   [hostile] \\u202eright to left")
        .noneMatch(line -> line.startsWith("✓ forged"))
        .anyMatch(line -> line.startsWith("   [hostile] \\u001b[2J\\u001b[Hred \\u0007bell"));
  }

  @Test
  void wideCharacters_neverBreakARow() throws Exception {
    start(60, 10, "1 2 2000 wide");
    awaitScreen(lines -> lines.stream().anyMatch(line -> line.contains("漢字かな")));
    awaitEnd();
    assertThat(all()).noneMatch(line -> line.contains("漢字かな"));
    assertThat(screen()).startsWith("before").anyMatch(line -> line.startsWith("✓ hook 1 ("));
  }

  // ---- what happens to the terminal meanwhile

  @Test
  void terminal_resizedInTheMiddle_isDrawnAnewAndLeavesNothing() throws Exception {
    start(60, 20, "6 6 100 waiting");
    awaitScreen(lines -> lines.stream().anyMatch(line -> line.startsWith("6/7 deploy")));
    for (String size : List.of("-x 100", "-y 8", "-y 24", "-x 40")) {
      tmux(("resize-window " + size).split(" "));
      awaitScreen(lines -> lines.stream().anyMatch(line -> line.startsWith("waiting  ")));
      awaitFrames(3);
    }
    release();
    awaitEnd();
    assertThat(all().stream().filter(line -> line.contains("waiting ("))).hasSize(1);
    assertThat(all().stream().filter(line -> line.contains("waiting  "))).isEmpty();
  }

  @Test
  void controlC_inTheMiddle_givesTheTerminalBack() throws Exception {
    start(80, 10, "2 2 100 waiting");
    awaitScreen(lines -> lines.stream().anyMatch(line -> line.startsWith("2/3 deploy")));
    assertThat(cursor()).isEqualTo("0");
    tmux("send-keys", "C-c");
    awaitScreen(lines -> lines.contains("! deploy was cut off while it ran waiting"));
    awaitScreen(lines -> lines.get(lines.size() - 1).equals("$"));
    assertThat(cursor()).isEqualTo("1");
  }

  @Test
  void controlS_inTheMiddle_doesNotHoldTheHooksUp() throws Exception {
    start(80, 10, "1 1 100 waiting log");
    awaitScreen(lines -> lines.stream().anyMatch(line -> line.startsWith("1/2 deploy")));
    tmux("send-keys", "C-s");
    release();
    await(() -> Files.readString(directory.resolve("run.log")).contains("waiting succeeded"));
    tmux("send-keys", "C-q");
    awaitEnd();
  }

  @Test
  void output_intoAFile_isPlain() throws Exception {
    start(80, 10, "2 2 100 lifecycle > out; cat out; echo after");
    awaitEnd();
    assertThat(Files.readString(directory.resolve("out")))
        .doesNotContain("\u001b")
        .contains("<- hook 1 succeeded");
  }

  // ---- tmux

  private void start(int columns, int rows, String arguments) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "%s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s %s"
            .formatted(
                java,
                System.getProperty("java.class.path"),
                ConsoleDemo.class.getName(),
                arguments);
    Path script = Files.writeString(directory.resolve("demo.sh"), command + "\n", UTF_8);
    tmux(
        ("-u -f /dev/null new-session -d -x " + columns + " -y " + rows + " -c " + directory)
            .split(" "));
    tmux(
        "send-keys",
        "PS1='$ '; clear; unset CI NO_COLOR GITHUB_ACTIONS GITLAB_CI; export LC_ALL=C.UTF-8;"
            + " clear; . "
            + script,
        "Enter");
  }

  private String tmux(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("tmux", "-S", directory.resolve("tmux").toString()));
    command.addAll(List.of(arguments));
    Process tmux = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answer = new String(tmux.getInputStream().readAllBytes(), UTF_8);
    tmux.waitFor();
    return answer;
  }

  private void release() throws IOException {
    Files.createFile(directory.resolve("go"));
  }

  private String cursor() throws Exception {
    return tmux("display", "-p", "#{cursor_flag}").strip();
  }

  /** Returns what is on the screen, without spinners and empty lines. */
  private List<String> screen() throws Exception {
    return cleaned(tmux("capture-pane", "-p"));
  }

  /** Returns what has scrolled away, too. */
  private List<String> all() throws Exception {
    return cleaned(tmux("capture-pane", "-p", "-S", "-1000"));
  }

  private static List<String> cleaned(String text) {
    return text.lines()
        .map(line -> line.stripTrailing().replaceAll("^(" + SPINNER + "|  (?=\\+))", ""))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static int indexOf(List<String> lines, String start) {
    int at = 0;
    while (!lines.get(at).startsWith(start)) {
      at++;
    }
    return at;
  }

  private interface Fact {
    boolean isThere() throws Exception;
  }

  private static void await(Fact fact) throws Exception {
    while (!fact.isThere()) {
      Thread.sleep(20);
    }
  }

  private void awaitScreen(Predicate<List<String>> wanted) throws Exception {
    await(
        () -> {
          List<String> lines = screen();
          return !lines.isEmpty() && wanted.test(lines);
        });
  }

  /** Waits until the spinner has turned so often. */
  private void awaitFrames(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      String before = tmux("capture-pane", "-p");
      await(() -> !tmux("capture-pane", "-p").equals(before));
    }
  }

  private void awaitEnd() throws Exception {
    awaitScreen(lines -> lines.contains("after"));
  }
}
