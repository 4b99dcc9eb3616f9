package dev.hookline.core.report;

import static dev.hookline.core.report.FakeRun.ended;
import static dev.hookline.core.report.FakeRun.failed;
import static dev.hookline.core.report.FakeRun.good;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookListener;
import dev.hookline.api.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The summary of a CI job, which is dropped as a whole when it is too large. */
class SummaryTest {
  @TempDir private Path directory;

  private static String summary(FakeRun run) {
    return run.record(2_000, RunStatus.FAILED).report(ReportFormat.SUMMARY);
  }

  @Test
  void summary_ofAFailedRun_showsTheFailureAndThenTheTable() {
    FakeRun run =
        new FakeRun("deploy")
            .hook(good("deploy", "a", 0, 100))
            .hook(
                ended("deploy", "b", 100, 1_600, failed("broke | <b>"))
                    .output("one\n\n| two\n")
                    .byHand("cd / && false"))
            .warning(50, "odd");
    assertThat(summary(run))
        .isEqualTo(
            """
            ## ❌ deploy failed after 2.0 s

            <details open><summary><b>b</b> (deploy) failed after 1.5 s</summary>

            <pre>IllegalStateException: broke | &lt;b&gt;</pre>

            Output:

            <pre>one

            | two</pre>

            Try it by hand:

            <pre>cd / &amp;&amp; false</pre>

            </details>

            > ⚠ odd

            | | hook | phase | took | |
            |-|-|-|-:|-|
            | ✅ | a | deploy | 0.100 s |  |
            | ❌ | b | deploy | 1.5 s | failed |
            """);
  }

  @Test
  void summary_ofNamesThatAreMarkup_keepsThemText() {
    String name = "a|b`c*d_[x](http://h)<img>@me";
    assertThat(summary(new FakeRun("r").hook(good("p", "a", 0, 1).command(name)).warning(0, name)))
        .contains(
            "> ⚠ a&#124;b&#96;c&#42;d&#95;&#91;x&#93;&#40;http://h&#41;&#60;img&#62;&#64;me\n");
  }

  @Test
  void summary_ofTooMuch_keepsToItsBytesAndSaysWhatIsLeftOut() {
    FakeRun run = new FakeRun("large");
    for (int i = 0; i < 10_000; i++) {
      run.hook(
          ended("p", "hook-" + i, i, i + 1, failed("é".repeat(20))).output("ü".repeat(i % 9_000)));
    }
    String summary = summary(run);
    assertThat(summary.getBytes(UTF_8).length).isBetween(900_000, 1_000_000);
    assertThat(summary)
        .containsPattern("\n[0-9]+ more failures in the artefact\\.\n")
        .containsPattern("\n[0-9]+ more hooks in the artefact\\.\n");
  }

  @Test
  void stepSummary_isAppended_andTheWholeFileKeepsToItsBytes() throws IOException {
    Path file = directory.resolve("summary");
    Files.writeString(file, "x".repeat(990_000));
    HookListener listener =
        ReportFiles.in(directory.resolve("reports"))
            .stepSummary(Map.of("GITHUB_STEP_SUMMARY", file.toString()));
    FakeRun.large(1_000).record(10_000, RunStatus.FAILED, listener);
    assertThat(Files.size(file)).isBetween(990_100L, 1_000_000L);
    assertThat(Files.readString(file))
        .contains("x## ❌ large failed")
        .contains("more hooks in the artefact");
  }

  @Test
  void stepSummary_ofAFileThatIsFull_addsNothing() throws IOException {
    Path file = directory.resolve("summary");
    Files.writeString(file, "x".repeat(1_000_100));
    HookListener listener =
        ReportFiles.in(directory).stepSummary(Map.of("GITHUB_STEP_SUMMARY", file.toString()));
    FakeRun.deployment().record(38_050, RunStatus.FAILED, listener);
    assertThat(Files.size(file)).isEqualTo(1_000_100);
  }

  @Test
  void stepSummary_withoutTheVariable_isNotWritten() {
    HookListener listener = ReportFiles.in(directory).stepSummary(Map.of());
    FakeRun.deployment().record(38_050, RunStatus.FAILED, listener);
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder(
            "events.jsonl", "report.json", "junit.xml", "report.html", "trace.json", "summary.md");
  }
}
