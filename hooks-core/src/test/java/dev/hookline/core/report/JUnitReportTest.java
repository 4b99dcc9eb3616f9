package dev.hookline.core.report;

import static dev.hookline.core.report.FakeRun.attempt;
import static dev.hookline.core.report.FakeRun.ended;
import static dev.hookline.core.report.FakeRun.failed;
import static dev.hookline.core.report.FakeRun.good;
import static dev.hookline.core.report.FakeRun.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.RunStatus;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** What CI systems read as the results of tests, held to the schema of Jenkins' xUnit plug-in. */
class JUnitReportTest {

  private static String xml(FakeRun run, RunStatus status) {
    return run.record(38_050, status).report(ReportFormat.JUNIT_XML);
  }

  private static String cases(FakeResult... results) throws Exception {
    FakeRun run = new FakeRun("all").phase("deploy", 0, 5_000, RunStatus.FAILED);
    for (FakeResult result : results) {
      run.hook(result);
    }
    String xml = xml(run, RunStatus.FAILED);
    validate(xml);
    return xml.substring(xml.indexOf("<testcase"), xml.indexOf("</testsuite>"));
  }

  private static void validate(String xml) throws Exception {
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    Schema schema = factory.newSchema(JUnitReportTest.class.getResource("junit-10.xsd"));
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8); // as in a file: what is no text becomes ?
    schema
        .newValidator()
        .validate(new StreamSource(new StringReader(new String(bytes, StandardCharsets.UTF_8))));
  }

  @Test
  void xml_ofADeployment_isValidAndCounts() throws Exception {
    String xml = xml(FakeRun.deployment(), RunStatus.FAILED);
    validate(xml);
    assertThat(xml)
        .startsWith(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<testsuites name=\"deployment\" time=\"38.050\" tests=\"16\" failures=\"2\""
                + " errors=\"0\">\n"
                + "<testsuite name=\"build\" tests=\"5\" failures=\"0\" errors=\"0\" skipped=\"0\""
                + " time=\"9.100\" timestamp=\"2026-11-21T20:11:03Z\" package=\"deployment\">\n")
        .contains(
            "<testsuite name=\"deploy\" tests=\"10\" failures=\"2\" errors=\"0\" skipped=\"2\"")
        .contains(
            "<testsuite name=\"verify\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\"");
  }

  @Test
  void validator_ofAnAttributeThatTheSchemaLacks_throws() {
    String wrong = xml(FakeRun.deployment(), RunStatus.FAILED).replace(" package=", " pakage=");
    assertThatThrownBy(() -> validate(wrong)).isInstanceOf(SAXException.class);
  }

  @Test
  void success_isACaseWithItsOutput() throws Exception {
    assertThat(cases(good("deploy", "a", 0, 1_234).output("\u001b[1mhello\u001b[0m\n")))
        .isEqualTo(
            """
            <testcase name="a" classname="all.deploy" time="1.234">
            <system-out>hello
            </system-out>
            </testcase>
            """);
  }

  @Test
  void successAfterFailedAttempts_isFlaky() throws Exception {
    assertThat(
            cases(
                good("deploy", "a", 0, 3_000)
                    .attempts(
                        attempt(1, 0, 1_000, failed("busy")),
                        attempt(2, 2_000, 3_000, HookOutcome.succeeded()))))
        .isEqualTo(
            """
            <testcase name="a" classname="all.deploy" time="3.000">
            <flakyFailure type="java.lang.IllegalStateException" message="attempt 1: IllegalStateException: busy">
            <stackTrace>IllegalStateException: busy</stackTrace>
            </flakyFailure>
            </testcase>
            """);
  }

  @Test
  void failureAfterFailedAttempts_hasThemAsReruns() throws Exception {
    assertThat(
            cases(
                ended("deploy", "a", 0, 3_000, failed("gone"))
                    .attempts(
                        attempt(1, 0, 1_000, failed("busy")),
                        attempt(2, 2_000, 3_000, failed("gone")))))
        .isEqualTo(
            """
            <testcase name="a" classname="all.deploy" time="3.000">
            <failure type="java.lang.IllegalStateException" message="IllegalStateException: gone">IllegalStateException: gone</failure>
            <rerunFailure type="java.lang.IllegalStateException" message="attempt 1: IllegalStateException: busy">
            <stackTrace>IllegalStateException: busy</stackTrace>
            </rerunFailure>
            </testcase>
            """);
  }

  @Test
  void ignoredFailure_isNoFailure() throws Exception {
    assertThat(cases(ended("deploy", "a", 0, 1, failed("broke")).ignored()))
        .isEqualTo(
            """
            <testcase name="a" classname="all.deploy" time="0.001">
            <system-out>ignored: IllegalStateException: broke
            </system-out>
            </testcase>
            """);
  }

  @Test
  void skipped_saysWhy_andCancelled_isAnError() throws Exception {
    Throwable cancelled = new HookCancelledException("the run was cancelled", null);
    assertThat(
            cases(
                ended("deploy", "a", 0, 0, skipped("no such file: \"a\" & <b>")),
                ended("deploy", "b", 0, 1, new Cancelled(cancelled))))
        .isEqualTo(
            """
            <testcase name="a" classname="all.deploy" time="0.000">
            <skipped message="no such file: &quot;a&quot; &amp; &lt;b&gt;"/>
            </testcase>
            <testcase name="b" classname="all.deploy" time="0.001">
            <error type="dev.hookline.api.HookCancelledException" message="the run was cancelled">the run was cancelled</error>
            </testcase>
            """);
  }

  @Test
  void hostileCharacters_keepTheDocumentValid() throws Exception {
    String hostile =
        "\u0000\u0007\u001b[2J\ufffe\uffff\ud83d \ude00 ]]> <![CDATA[ &amp; \u2028\r\n";
    String xml = cases(ended("deploy", "a", 0, 1, failed(hostile)).output(hostile.repeat(3)));
    assertThat(xml).contains("]]&gt; &lt;![CDATA[ &amp;amp;").doesNotContain("\u0007");
  }

  @Test
  void times_haveThreeDecimalsHoweverLongTheyAre() throws Exception {
    assertThat(cases(good("deploy", "a", 0, 123_456_789))).contains("time=\"123456.789\"");
  }
}
