package dev.hookline.core.report;

import static dev.hookline.core.report.FakeRun.ended;
import static dev.hookline.core.report.FakeRun.failed;
import static dev.hookline.core.report.FakeRun.good;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.RunStatus;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page, as text; BrowserTest opens it. */
class HtmlReportTest {
  private static final String HOSTILE =
      "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;</pre></details>--><!--\u0000";

  private static String page(FakeRun run, RunStatus status) {
    return run.record(38_050, status).report(ReportFormat.HTML);
  }

  private static String body(String page) {
    return page.substring(page.indexOf("<body>"), page.indexOf("<script>"));
  }

  private static List<String> found(String regex, String text) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  @Test
  void page_ofADeployment_hasFailuresFirstWithAllThereIsToKnow() {
    String body = body(page(FakeRun.deployment(), RunStatus.FAILED));
    assertThat(body)
        .containsSubsequence(
            "deployment failed after 38.1 s",
            "<h2>Failures</h2>",
            "migrate</b> <em>in deploy</em> timed out after 10.0 s",
            "reached its hook limit of PT10S",
            "waiting for a lock on table orders",
            "When its limit was reached",
            "psql -f 0042_orders_split.sql",
            "Try it by hand",
            "cd /srv/app &amp;&amp; env STAGE=prod ./migrate.sh up --to 42",
            "undo of freeze</b>",
            "<h2>Warnings</h2>",
            "<h2>Timeline</h2>",
            "waited for key deploy, held by run 41f1",
            "2 hooks skipped",
            "<h2>Plan</h2>",
            "<td>14<td>verify<td>probe<td>hook");
  }

  @Test
  void bars_ofAttempts_showEachOneItsWaitAndTheLimit() {
    String body = body(page(FakeRun.deployment(), RunStatus.FAILED));
    assertThat(body)
        .contains(
            "<rect x=33.11% width=3.95% y=3 height=10 fill=#d8504a>"
                + "<title>attempt 1 failed after 1.5 s</title></rect>",
            "<rect x=37.06% width=2.62% y=7 height=2 fill=#9aa3ad><title>waits 1.0 s</title></rect>",
            "<title>attempt 3 succeeded after 3.5 s</title>",
            "<rect x=86.47% width=2 height=16 fill=#d9822b><title>limit</title></rect>",
            "<title>3 at once</title>");
  }

  @Test
  void page_ofHostileTexts_hasNoElementOfTheirs() {
    FakeRun run =
        new FakeRun("r")
            .phase("deploy", 0, 10, RunStatus.FAILED)
            .waits("deploy", 0, "key " + HOSTILE.replace("\u0000", ""), HOSTILE)
            .warning(1, HOSTILE)
            .hook(
                ended("deploy", "a", 0, 1, failed(HOSTILE))
                    .command(HOSTILE)
                    .output(HOSTILE)
                    .postMortem(HOSTILE)
                    .byHand(HOSTILE))
            .hook(good("deploy", "b", 1, 2).command(HOSTILE).output(HOSTILE));
    String body = body(page(run, RunStatus.FAILED));
    assertThat(found("<[a-z0-9]+", body))
        .containsExactlyInAnyOrder(
            "<body",
            "<header",
            "<h1",
            "<svg",
            "<circle",
            "<p",
            "<code",
            "<ul",
            "<li",
            "<nav",
            "<a",
            "<main",
            "<section",
            "<h2",
            "<details",
            "<summary",
            "<b",
            "<em",
            "<div",
            "<pre",
            "<h4",
            "<span",
            "<text",
            "<title",
            "<rect",
            "<h3",
            "<i",
            "<table",
            "<thead",
            "<tr",
            "<th",
            "<tbody",
            "<td");
    assertThat(found("(?i)<[^>]* on[a-z]+=", body)).isEmpty();
    assertThat(body).doesNotContain("<!--").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
  }

  @Test
  void page_ofTextThatTurnsItsDirection_showsThatAsAnEscape() {
    FakeRun run = new FakeRun("r").hook(good("p", "a", 0, 1).output("a\u202eb\u2066c\u001b[31md"));
    assertThat(page(run, RunStatus.SUCCEEDED)).contains("<pre wrap>a\\u202eb\\u2066cd</pre>");
  }

  @Test
  void page_hasNoInlineStylesNorHandlers_andNamesNoOtherPlace() {
    String page = page(FakeRun.deployment(), RunStatus.FAILED);
    assertThat(found(" style=| on[a-z]+=|https?:|src=|@import|url\\(", page)).isEmpty();
    assertThat(found("href=\"[^\"]*\"", page)).allMatch(link -> link.startsWith("href=\"#"));
  }

  @Test
  void page_of10000Hooks_isBelow3Megabytes() {
    String page = FakeRun.large(10_000).record(100_100, RunStatus.FAILED).report(ReportFormat.HTML);
    assertThat(page.getBytes(UTF_8).length).isBetween(2_000_000, 3_000_000);
    assertThat(page).contains("100 failed").contains("hook-9999");
  }

  @Test
  void page_ofMuchOutput_isBelow3MegabytesAndSaysWhereTheRestIs() {
    FakeRun run = new FakeRun("r");
    for (int i = 0; i < 500; i++) {
      run.hook(ended("p", "h" + i, i, i + 1, failed("broke")).output("line\n".repeat(6_000)));
    }
    String page = page(run, RunStatus.FAILED);
    assertThat(page.getBytes(UTF_8).length).isLessThan(3_000_000);
    assertThat(page)
        .contains("characters before this are left out")
        .contains("The output is in report.json: this page has no room left for it.")
        .contains("200 more failures in the timeline below.");
  }
}
