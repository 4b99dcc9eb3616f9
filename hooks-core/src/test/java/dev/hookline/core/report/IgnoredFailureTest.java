package dev.hookline.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A failure that a hook or a phase ignores is none in any report, though the run has failed. */
@Timeout(60)
class IgnoredFailureTest {
  private static final Phase LINT = Phase.of("lint");
  private static final Phase DEPLOY = Phase.of("deploy");

  @TempDir private Path directory;

  private String read(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  private static void fail(String message) throws IOException {
    IOException failure = new IOException(message);
    failure.setStackTrace(new StackTraceElement[0]);
    throw failure;
  }

  @BeforeEach
  void runWithFourFailuresOfWhichTwoAreIgnored() {
    HookEngine engine =
        HookEngine.builder()
            .listener(ReportFiles.in(directory))
            .register(
                HookSpec.of(LINT, "format", context -> {}).undo(context -> fail("no way back")))
            .register(
                HookSpec.of(LINT, "style", context -> fail("42 findings"))
                    .onFailure(FailurePolicy.CONTINUE))
            .register(
                HookSpec.of(DEPLOY, "notify", context -> fail("no mail"))
                    .onFailure(FailurePolicy.IGNORE))
            .register(DEPLOY, "migrate", context -> fail("no database"))
            .build();
    Lifecycle lifecycle =
        Lifecycle.named("all").phase(LINT, FailurePolicy.IGNORE).phase(DEPLOY).build();
    assertThat(engine.run(lifecycle, HookRequest.in(directory)).status())
        .isEqualTo(RunStatus.FAILED);
  }

  private Object ofHook(int phase, int hook, String member) throws IOException {
    return Json.at(Json.read(read("report.json")), "phases", phase, "hooks", hook, member);
  }

  @Test
  void json_countsThemAsIgnoredAndNotAsFailed() throws IOException {
    String report = read("report.json");
    Json.assertValid("report-1", report);
    assertThat(Json.at(Json.read(report), "counts", "failed")).isEqualTo(2);
    assertThat(Json.at(Json.read(report), "counts", "ignored")).isEqualTo(2);
    assertThat(Json.at(Json.read(report), "phases", 0, "ignored")).isEqualTo(true);
    assertThat(ofHook(0, 1, "name")).isEqualTo("style");
    assertThat(ofHook(0, 1, "ignored")).isEqualTo(true);
  }

  @Test
  void json_ofAnUndoAfterTheIgnoredPhase_hasItAsAFailure() throws IOException {
    assertThat(ofHook(0, 2, "kind")).isEqualTo("undo");
    assertThat(ofHook(0, 2, "status")).isEqualTo("failed");
    assertThat(ofHook(0, 2, "ignored")).isNull();
  }

  @Test
  void events_sayOfThePhaseThatItIsIgnored() throws IOException {
    List<String> lines = read("events.jsonl").lines().toList();
    for (String line : lines) {
      Json.assertValid("event-1", line);
    }
    assertThat(lines)
        .filteredOn(line -> line.contains("\"event\":\"phase-finished\""))
        .extracting(line -> Json.at(Json.read(line), "phase") + " " + line.contains("\"ignored\""))
        .containsExactly("lint true", "deploy false");
  }

  @Test
  void junit_hasNoFailureInThem() throws IOException {
    String xml = read("junit.xml");
    assertThat(xml)
        .contains("tests=\"5\" failures=\"2\" errors=\"0\">")
        .contains("<testsuite name=\"lint\" tests=\"3\" failures=\"1\"")
        .contains("<testsuite name=\"deploy\" tests=\"2\" failures=\"1\"")
        .contains("ignored: IOException: 42 findings")
        .contains("ignored: IOException: no mail")
        .doesNotContain("message=\"IOException: 42 findings\"")
        .doesNotContain("message=\"IOException: no mail\"");
  }

  @Test
  void html_hasThemInTheTimelineAlone() throws IOException {
    String page = read("report.html");
    String failures =
        page.substring(page.indexOf("<h2>Failures</h2>"), page.indexOf("<h2>Timeline</h2>"));
    assertThat(failures.split("class=\"fail\"")).hasSize(3);
    assertThat(failures.substring(0, failures.indexOf("<h2>Warnings</h2>")))
        .contains("migrate</b>")
        .contains("undo of format</b>")
        .doesNotContain("style")
        .doesNotContain("notify");
    assertThat(page)
        .contains("2 failed</li>")
        .contains("2 ignored</li>")
        .contains("<h3>! lint</h3>")
        .contains("<h3>✗ deploy</h3>");
  }

  @Test
  void summary_marksThemAsIgnored() throws IOException {
    assertThat(read("summary.md"))
        .contains("<summary><b>migrate</b>")
        .contains("<summary><b>undo of format</b>")
        .doesNotContain("<summary><b>style</b>")
        .containsPattern("⚠ \\| style \\| lint \\| [^|]* \\| failed, ignored")
        .containsPattern("⚠ \\| notify \\| deploy \\| [^|]* \\| failed, ignored");
  }
}
