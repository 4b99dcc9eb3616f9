package dev.hookline.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.hookline.api.Hook;
import dev.hookline.core.HookEngine;
import dev.hookline.shell.ScriptHook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each package shows and may see, where third parties end, and that nothing forms a cycle. */
class ArchitectureTest {
  private static final String PREFIX = "dev.hookline";

  /**
   * Every package, how many types it makes public (top-level + nested), and all that it refers to.
   * A row must fit exactly: a failure prints the row that would.
   */
  private static final String PACKAGES =
      """
      api                         43+29
      api.annotated               4       api
      api.testing                 2       api
      core                        16+1    api core.console core.console.story core.console.terminal core.explain core.input core.journal core.journal.file core.journal.record core.ledger core.output core.plan core.plugin core.result core.run core.secret core.select core.signal core.threads core.time core.whatif
      core.explain                hidden  api core.input core.json core.ledger core.output core.plan core.result core.secret
      core.console                hidden  api core.console.story core.console.terminal core.time
      core.console.story          hidden  api core.console.terminal core.output
      core.console.terminal       hidden
      core.input                  hidden  api core.ledger core.plan core.secret core.threads core.time
      core.jfr                    hidden  api
      core.journal                5       api
      core.journal.file           1       core.journal core.journal.record
      core.journal.record         hidden  api core.input core.journal core.ledger.text core.output core.secret
      core.ledger                 8+2     api
      core.ledger.file            1       api core.ledger core.ledger.record core.ledger.text
      core.ledger.jdbc            1       api core.ledger core.ledger.record core.ledger.text core.threads
      core.ledger.record          hidden  api core.ledger core.ledger.text
      core.ledger.text            hidden  api
      core.kit                    2       api core
      core.json                   hidden
      core.once                   hidden  api core.input core.ledger core.output core.time
      core.output                 hidden  api core.secret
      core.plan                   hidden  api
      core.plugin                 hidden  api core.output
      core.report                 3       api core.report.html core.report.json core.report.model core.report.text
      core.report.html            hidden  api core.report.model core.report.text
      core.report.json            hidden  api core.json core.output core.report.model
      core.report.model           hidden  api
      core.report.text            hidden  api core.output core.report.model
      core.result                 hidden  api core.input core.output core.secret core.time
      core.run                    hidden  api core.input core.jfr core.ledger core.once core.output core.plan core.result core.secret core.threads core.time
      core.rollout                4+2     api core
      core.secret                 hidden  api
      core.select                 hidden  api core.input core.plan
      core.threads                hidden  api
      core.signal                 hidden  api
      core.time                   hidden  api
      core.whatif                 hidden  api core.input core.json core.ledger core.ledger.file core.ledger.text core.output core.result core.run core.secret core.threads core.time
      shell                       15+10   api shell.files shell.output shell.process shell.script shell.tree shell.trust
      shell.trust                 hidden  shell.files shell.script
      shell.script                hidden  api shell.files shell.output shell.process
      shell.process               hidden  shell.cgroup shell.files shell.output shell.tree
      shell.output                hidden  api shell.files
      shell.tree                  hidden  api shell.cgroup
      shell.cgroup                hidden  shell.files
      shell.files                 hidden
      shell.words                 hidden
      shell.config                3+2     api shell.words
      shell.hooksfile             1       api shell shell.hooksfile.read
      shell.hooksfile.read        hidden  api shell shell.config shell.hooksfile.action shell.hooksfile.condition shell.hooksfile.table shell.hooksfile.text shell.words
      shell.hooksfile.condition   hidden  api shell shell.config shell.hooksfile.action shell.hooksfile.table shell.hooksfile.text
      shell.hooksfile.action      hidden  api shell shell.config shell.hooksfile.table shell.hooksfile.text
      shell.hooksfile.text        hidden  api shell.config shell.hooksfile.table shell.words
      shell.hooksfile.table       hidden  api shell.config shell.words
      shell.conventions.ping      3       api shell shell.script
      shell.conventions.dotcloud  3       api shell shell.config shell.script shell.tree
      shell.conventions.kompose   2+2     api shell shell.config
      shell.conventions.upsun     6+2     api shell shell.conventions.upsun.project
      shell.conventions.upsun.project hidden  api shell shell.config shell.words
      shell.remote                3+1     api shell shell.output shell.script shell.tree
      """;

  /** Who refers to each third party: classes, or packages without those below them. */
  private static final String LIBRARIES =
      """
      org.jspecify             everywhere
      jdk.jfr                  core.jfr
      javax.sql                core.ledger.jdbc
      com.google.common        core.report.html core.report.text shell.remote shell.conventions.upsun
      org.apache.commons.exec  shell.process.CommonsExec
      org.snakeyaml.engine     shell.config.YamlFile
      """;

  private static final int CLASSES_OF_A_CYCLE = 3;
  private static final int CLASSES_OF_A_PACKAGE = 16;

  private static final Map<String, String> LARGE =
      Map.of(
          PREFIX + ".core",
          "the door: what a tool names, and what only these classes use",
          PREFIX + ".api",
          "flat on purpose: it hides what it shares by leaving out public",
          PREFIX + ".shell",
          "20: what adapts scripts, functions and lambdas, and what these throw");

  private static final List<CompiledModule> MODULES =
      Stream.of(Hook.class, HookEngine.class, ScriptHook.class).map(CompiledModule::of).toList();

  private static final Set<String> EXPORTED =
      MODULES.stream().flatMap(module -> module.exported().stream()).collect(toSet());

  @TempDir private static Path directory;

  private static ClassFiles classes;

  @BeforeAll
  static void readTheClasses() throws Exception {
    for (CompiledModule module : MODULES) {
      module.copyTo(directory);
    }
    classes = ClassFiles.of(directory);
  }

  @Test
  void packages_formNoCycle() {
    assertNone(Cycles.ofPackages(classes));
  }

  @Test
  void classesOfAPackage_formOnlySmallCycles() {
    assertNone(Cycles.ofClasses(classes, CLASSES_OF_A_CYCLE));
  }

  @Test
  void packages_seeAndShowWhatTheTableSays() {
    assertNone(new PackageTable(PREFIX, PACKAGES).problems(classes, EXPORTED));
  }

  @Test
  void architecturePage_countsThePublicTypesOfTheTable() throws Exception {
    Path page = Path.of("..", "hooks-core", "docs", "architecture.md");
    List<String> counted =
        Pattern.compile("(?m)^\\| `([a-z.]+)` \\| (\\d+)(?: \\((\\d+)\\))? \\|")
            .matcher(Files.readString(page))
            .results()
            .map(
                row ->
                    row.group(1)
                        + " "
                        + row.group(2)
                        + (row.group(3) == null ? "" : "+" + row.group(3)))
            .toList();
    assertThat(counted).containsExactlyInAnyOrderElementsOf(promised());
  }

  private static List<String> promised() {
    return PACKAGES
        .lines()
        .map(row -> row.split(" +"))
        .filter(row -> !row[1].equals("hidden"))
        .map(row -> row[0] + " " + row[1])
        .toList();
  }

  @Test
  void thirdParties_areSeenByThoseInTheTable() {
    assertNone(new LibraryTable(PREFIX, LIBRARIES).problems(classes));
  }

  @Test
  void packages_areSmallEnoughToKnow() {
    assertNone(PackageRules.tooLarge(classes, CLASSES_OF_A_PACKAGE, LARGE));
  }

  @Test
  void packages_areNullMarked() {
    assertNone(PackageRules.notNullMarked(classes));
  }

  /** Puts wrong references beside the real classes, to show that the tests above would see them. */
  @Test
  void wrongReference_besideTheRealClasses_isFound(@TempDir Path spoilt) throws Exception {
    for (CompiledModule module : MODULES) {
      module.copyTo(spoilt);
    }
    Fixture.compile(
        spoilt,
        """
        package dev.hookline.shell.process;
        class Wrong { dev.hookline.core.HookEngine engine; }
        """,
        """
        package dev.hookline.api;
        class Wrong { Object wrong = dev.hookline.shell.ScriptHook.class; }
        """);
    ClassFiles classes = ClassFiles.of(spoilt);
    assertThat(joined(new PackageTable(PREFIX, PACKAGES).problems(classes, EXPORTED)))
        .contains("dev.hookline.shell.process may not see dev.hookline.core: Wrong -> HookEngine\n")
        .contains("dev.hookline.api may not see dev.hookline.shell: Wrong -> ScriptHook\n");
    assertThat(joined(Cycles.ofPackages(classes)))
        .contains("  dev.hookline.api -> dev.hookline.shell: Wrong -> ScriptHook\n");
  }

  private static void assertNone(List<String> problems) {
    if (!problems.isEmpty()) {
      fail(joined(problems));
    }
  }

  private static String joined(List<String> problems) {
    return String.join("\n\n", problems);
  }
}
