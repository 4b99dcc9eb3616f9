package dev.hookline.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.core.ledger.file.FileLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A phase that its ledger refuses has failed without a hook, and every report says why. */
@Timeout(60)
class RefusedPhaseTest {
  private static final Phase DEPLOY = Phase.of("deploy");

  @TempDir private Path directory;

  private String why = "";

  @BeforeEach
  void runWithALedgerThatCannotBe() throws IOException {
    Path file = Files.createFile(directory.resolve("ledger"));
    RunReport report =
        HookEngine.builder()
            .listener(ReportFiles.in(directory.resolve("reports")))
            .ledger(FileLedger.in(file))
            .register(DEPLOY, "migrate", context -> {})
            .build()
            .run(DEPLOY, HookRequest.in(directory).once(DEPLOY, OnceKey.of("v1")));
    why = String.valueOf(report.failure().orElseThrow().getMessage());
    assertThat(why).contains(file.toString());
  }

  private String read(String file) throws IOException {
    return Files.readString(directory.resolve("reports").resolve(file));
  }

  @Test
  void json_saysWhyThePhaseFailed() throws IOException {
    String report = read("report.json");
    Json.assertValid("report-1", report);
    assertThat(Json.at(Json.read(report), "phases", 0, "failure", "text")).isEqualTo(why);
  }

  @Test
  void events_sayWhyThePhaseFailed() throws IOException {
    assertThat(read("events.jsonl").lines())
        .filteredOn(line -> line.contains("\"event\":\"phase-finished\""))
        .singleElement()
        .satisfies(line -> Json.assertValid("event-1", line))
        .extracting(line -> Json.at(Json.read(line), "failure", "text"))
        .isEqualTo(why);
  }

  @Test
  void junit_hasAnErrorOfThePhase() throws IOException {
    assertThat(read("junit.xml"))
        .contains("tests=\"2\" failures=\"0\" errors=\"1\">")
        .contains("<testsuite name=\"deploy\" tests=\"2\" failures=\"0\" errors=\"1\"")
        .contains("<testcase name=\"phase deploy\"")
        .containsPattern("<error type=\"[^\"]*LedgerException\" message=\"");
  }

  @Test
  void html_hasItAmongTheFailures() throws IOException {
    assertThat(read("report.html"))
        .containsOnlyOnce("class=\"fail\"")
        .contains("✗ phase deploy</b> failed</summary>");
  }

  @Test
  void summary_hasItAmongTheFailures() throws IOException {
    assertThat(read("summary.md")).contains("<summary><b>phase deploy</b> failed</summary>");
  }
}
