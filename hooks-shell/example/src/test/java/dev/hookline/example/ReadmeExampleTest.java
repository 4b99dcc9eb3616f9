package dev.hookline.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.RunReport;
import dev.hookline.shell.hooksfile.HooksFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the code in the README with sources that are compiled, and runs them. */
class ReadmeExampleTest {
  private static final Path SOURCES = Path.of("src/test/java/dev/hookline/example");
  private static final Path README = Path.of("../../README.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)[^)]*\\)");

  @TempDir Path temp;

  private static List<String> blocks(String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(README))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map((MatchResult block) -> block.group(2))
        .toList();
  }

  @Test
  void javaBlocks_areSourcesThatRun() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String name : List.of("ReadmeExample.java", "ReadmeLifecycle.java")) {
      String source = Files.readString(SOURCES.resolve(name));
      sources.add(source.replace("package dev.hookline.example;\n\n", ""));
    }
    assertThat(blocks("java")).isEqualTo(sources);
    assertThat(sources.get(0).lines()).hasSizeLessThan(22);
  }

  @Test
  void commands_areThere() throws IOException {
    assertThat(blocks("")).contains("mvn verify\n", "mvn -q -Pexample verify\n");
  }

  @Test
  void links_leadSomewhere() throws IOException {
    for (MatchResult link : LINK.matcher(Files.readString(README)).results().toList()) {
      assertThat(README.resolveSibling(link.group(1))).exists();
    }
  }

  @Test
  void firstExample_printsThePlanAndWhatItsHooksWrite() throws IOException {
    Tool tool = Tool.with(temp, "app");
    Trees.delete(tool.project.resolve("hooks/deploy"));
    tool.script("hooks/deploy/10-migrate.sh", "echo migrated");
    Path relative = Path.of("").toAbsolutePath().relativize(tool.project);
    assertThat(printedBy(() -> ReadmeExample.main(new String[] {relative.toString()})))
        .contains("phase deploy: 2 hooks", "  1  10-migrate.sh  ", "  2  warm cache     lambda")
        .contains("[10-migrate.sh] migrated", "[warm cache] warm")
        .contains("== deploy succeeded in ");
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
  void lifecycle_allWell_runs() throws IOException {
    assertThat(written("true", 0)).containsExactly("warm", "unlock", "new release");
  }

  @Test
  void lifecycle_migrationFails_isCleanedUp() throws IOException {
    assertThat(written("exit 3", 3)).containsExactly("page", "unlock");
  }

  private List<String> written(String migration, int exitCode) throws IOException {
    Tool tool = Tool.with(temp, "app");
    tool.script("bin/migrate", migration);
    tool.script("bin/migrate-back", "true");
    tool.script("bin/compile", "test $1 = all");
    RunReport report = ReadmeLifecycle.deploy(tool.project, "s3cret");
    assertThat(report.exitCode()).as(report.toString()).isEqualTo(exitCode);
    return report.results().stream().flatMap(result -> result.output().text().lines()).toList();
  }

  @Test
  void hooksFiles_areRead() throws IOException {
    Phase deploy = Phase.of("deploy");
    List<Integer> counts = new ArrayList<>();
    for (String yaml : blocks("yaml")) {
      Files.writeString(temp.resolve(HooksFile.NAME), yaml);
      HookEngine engine = HookEngine.builder().load(HooksFile.in(temp)).build();
      counts.add(engine.plan(deploy).hooks().size());
    }
    assertThat(counts).containsExactly(2, 4);
  }
}
