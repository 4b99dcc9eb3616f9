package dev.hookline.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the code in the README with sources that are compiled, and runs them. */
class ReadmeExampleTest {
  private static final Path SOURCES = Path.of("src/test/java/dev/hookline/example");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

  @TempDir Path temp;

  private static List<String> blocks(String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of("../../README.md")))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map((MatchResult block) -> block.group(2))
        .toList();
  }

  @Test
  void firstExample_isTheSourceThatRuns() throws IOException {
    String source = Files.readString(SOURCES.resolve("ReadmeExample.java"));
    String first = blocks("java").get(0);
    assertThat("package dev.hookline.example;\n\n" + first).isEqualTo(source);
    assertThat(first.lines()).hasSizeLessThan(20);
  }

  @Test
  void otherBlocks_arePartsOfASourceThatRuns() throws IOException {
    String source = Files.readString(SOURCES.resolve("ReadmeSnippets.java"));
    for (String block : blocks("java").subList(1, blocks("java").size())) {
      assertThat(source).contains(block.indent(4).replaceAll("(?m)^ +$", ""));
    }
  }

  @Test
  void commands_areThere() throws IOException {
    assertThat(blocks("")).contains("mvn verify\n", "mvn -q -Pexample verify\n");
  }

  @Test
  void firstExample_runs() throws IOException {
    Tool tool = Tool.with(temp, "app");
    tool.guests("name\n");
    Trees.delete(tool.project.resolve("hooks/deploy"));
    tool.script("hooks/deploy/10-migrate.sh", "echo migrated");
    Path relative = Path.of("").toAbsolutePath().relativize(tool.project);
    assertThat(printedBy(() -> ReadmeExample.main(new String[] {relative.toString()})))
        .contains("phase deploy: 2 hooks", "  1  10-migrate.sh  ", "  2  warm cache     lambda")
        .contains("deploy succeeded after ")
        .contains("  succeeded hook \"warm cache\" (phase deploy) in ");
  }

  private static String printedBy(Runnable program) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return out.toString(UTF_8);
  }

  @Test
  void lifecycle_runs() throws IOException {
    Tool tool = Tool.with(temp, "app");
    tool.script("bin/migrate", "true");
    tool.script("bin/migrate-back", "true");
    tool.script("bin/compile", "test $1 = all");
    ReadmeSnippets snippets = new ReadmeSnippets();
    assertThat(snippets.lifecycle(tool.project).isSuccess()).isTrue();
    assertThat(snippets.done).containsExactly("warm", "switch");
  }

  @Test
  void script_runs() {
    Phase deploy = Phase.of("deploy");
    StringBuilder host = new StringBuilder();
    HookEngine engine =
        HookEngine.builder()
            .register(deploy, "script", new ReadmeSnippets().script())
            .register(deploy, "next", context -> host.append(context.environment().get("HOST")))
            .build();
    engine.run(deploy, HookRequest.in(temp)).throwIfFailed();
    assertThat(host).isNotEmpty();
    assertThat(temp.resolve("deploy.log")).exists();
  }

  @Test
  void upsun_runs() throws IOException {
    ReadmeSnippets snippets = new ReadmeSnippets();
    RunReport report = snippets.upsun(Tool.with(temp, "upsun").project);
    assertThat(report.isSuccess()).isTrue();
    assertThat(snippets.done).containsExactly("switch");
  }
}
