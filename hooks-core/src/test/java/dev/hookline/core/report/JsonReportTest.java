package dev.hookline.core.report;

import static dev.hookline.core.report.FakeRun.attempt;
import static dev.hookline.core.report.FakeRun.ended;
import static dev.hookline.core.report.FakeRun.failed;
import static dev.hookline.core.report.FakeRun.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookOutcome;
import dev.hookline.api.RunStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The document for programs, and the trace: what they say, and that they say it by the schema. */
class JsonReportTest {

  private static String deployment(ReportFormat format) {
    return FakeRun.deployment().record(38_050, RunStatus.FAILED).report(format);
  }

  @Test
  void json_ofADeployment_isValidBySchema() throws IOException {
    Json.assertValid("report-1", deployment(ReportFormat.JSON));
  }

  @Test
  void schema_ofAMisspeltMember_namesIt() throws IOException {
    String wrong = deployment(ReportFormat.JSON).replace("\"warnings\"", "\"warnigs\"");
    assertThat(Json.problems("report-1", wrong)).anyMatch(problem -> problem.contains("warnigs"));
  }

  @Test
  void json_ofASmallRun_isThisDocument() {
    String report =
        new FakeRun("deploy")
            .phase("deploy", 0, 1_500, RunStatus.SUCCEEDED)
            .hook(
                good("deploy", "pull", 0, 1_500)
                    .command("docker pull app")
                    .attempts(
                        attempt(1, 0, 400, failed("busy")),
                        attempt(2, 1_400, 1_500, HookOutcome.succeeded()))
                    .output("hello\n"))
            .record(1_501, RunStatus.SUCCEEDED)
            .report(ReportFormat.JSON);
    assertThat(report)
        .isEqualTo(
            """
            {
              "report": "hookline",
              "version": 1,
              "run": {
                "id": "6d8b74c8-2277-4122-ae87-a9086e992f66",
                "name": "deploy",
                "directory": "/srv/app",
                "status": "succeeded",
                "startedAt": "2026-11-21T20:11:03Z",
                "seconds": 1.501
              },
              "counts": {
                "hooks": 1,
                "succeeded": 1,
                "failed": 0,
                "timed-out": 0,
                "cancelled": 0,
                "skipped": 0,
                "ignored": 0
              },
              "warnings": [],
              "plan": [
                {
                  "phase": "deploy",
                  "name": "pull",
                  "kind": "ordinary"
                }
              ],
              "phases": [
                {
                  "name": "deploy",
                  "status": "succeeded",
                  "startedAt": "2026-11-21T20:11:03Z",
                  "seconds": 1.5,
                  "hooks": [
                    {
                      "name": "pull",
                      "kind": "ordinary",
                      "place": 1,
                      "status": "succeeded",
                      "startedAt": "2026-11-21T20:11:03Z",
                      "seconds": 1.5,
                      "command": "docker pull app",
                      "declaredAt": "hooks.yml:7",
                      "attempts": 2,
                      "attemptHistory": [
                        {
                          "number": 1,
                          "startedAt": "2026-11-21T20:11:03Z",
                          "seconds": 0.4,
                          "status": "failed",
                          "failure": {
                            "text": "IllegalStateException: busy"
                          }
                        },
                        {
                          "number": 2,
                          "startedAt": "2026-11-21T20:11:04.400Z",
                          "seconds": 0.1,
                          "status": "succeeded"
                        }
                      ],
                      "output": {
                        "head": "hello\\n"
                      },
                      "waits": [
                        {
                          "afterAttempt": 1,
                          "startedAt": "2026-11-21T20:11:03.400Z",
                          "seconds": 1
                        }
                      ]
                    }
                  ]
                }
              ]
            }""");
  }

  @Test
  void json_ofHostileOutput_isReadBackAsItWas() {
    String hostile = "</script>\u2028\u2029\u0000\u001b[2J\ufffe\"\\ \ud83d\ude00\t\r\n";
    String report =
        new FakeRun("deploy")
            .hook(good("deploy", "a", 0, 1).output(hostile))
            .record(1, RunStatus.SUCCEEDED)
            .report(ReportFormat.JSON);
    assertThat(Json.at(Json.read(report), "phases", 0, "hooks", 0, "output", "head"))
        .isEqualTo(hostile);
    assertThat(report).doesNotContain("</").doesNotContain("\u2028").doesNotContain("\u001b");
  }

  @Test
  void json_ofAFailureInAPhaseThatIsIgnored_marksItIgnored() {
    String report =
        new FakeRun("all")
            .hook(ended("deploy", "a", 0, 1, failed("broke")))
            .ignoredPhase("deploy", 0, 1)
            .record(1, RunStatus.SUCCEEDED)
            .report(ReportFormat.JSON);
    assertThat(Json.at(Json.read(report), "phases", 0, "hooks", 0, "ignored")).isEqualTo(true);
    assertThat(Json.at(Json.read(report), "counts", "ignored")).isEqualTo(1);
  }

  @Test
  void trace_ofHooksThatOverlap_putsThemInLanes() {
    String trace = deployment(ReportFormat.TRACE);
    List<?> events = (List<?>) Json.at(Json.read(trace), "traceEvents");
    assertThat(events.stream().filter(e -> Json.at(e, "ph").equals("X")).map(JsonReportTest::words))
        .contains(
            "0 build 0+9100000",
            "1 checkout 0+1400000",
            "1 compile 1400000+4800000",
            "2 assets 1450000+2850000",
            "3 licences 1500000+600000",
            "1 attempt 1 12600000+1500000",
            "1 wait for attempt 2 14100000+1000000",
            "2 warm-cache 12700000+3800000",
            "3 drain 12750000+7050000",
            "1 undo of drain 32950000+3050000")
        .noneMatch(words -> words.contains("smoke"));
  }

  private static String words(Object event) {
    long start = (long) Json.at(event, "ts") - FakeRun.START.toEpochMilli() * 1000;
    return Json.at(event, "tid")
        + " "
        + Json.at(event, "name")
        + " "
        + start
        + "+"
        + Json.at(event, "dur");
  }

  @Test
  void trace_ofADeployment_namesItsLanes() {
    List<?> events = (List<?>) Json.at(Json.read(deployment(ReportFormat.TRACE)), "traceEvents");
    assertThat(
            events.stream()
                .filter(event -> Json.at(event, "ph").equals("M"))
                .map(event -> (Map<?, ?>) Json.at(event, "args"))
                .map(names -> String.valueOf(names.get("name"))))
        .containsExactly(
            "deployment 6d8b74c8-2277-4122-ae87-a9086e992f66",
            "phases",
            "hooks, lane 1",
            "hooks, lane 2",
            "hooks, lane 3");
  }
}
