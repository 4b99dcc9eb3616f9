package dev.hookline.core.report;

import dev.hookline.core.report.html.HtmlReport;
import dev.hookline.core.report.json.RunJson;
import dev.hookline.core.report.json.TraceJson;
import dev.hookline.core.report.model.RecordedRun;
import dev.hookline.core.report.text.JUnitXml;
import dev.hookline.core.report.text.SummaryMarkdown;
import java.io.IOException;

/** The forms in which a run that has ended is written down. */
public enum ReportFormat {
  /** One document with all that is known, for programs; its schema is {@code report-1}. */
  JSON("report.json"),
  /**
   * Results of tests as CI systems read them, valid by Jenkins' {@code junit-10.xsd}: a phase is a
   * suite, a hook is a case, and an ignored failure is no failure.
   */
  JUNIT_XML("junit.xml"),
  /**
   * One page that needs no other file and no network, and is readable where its styles and its
   * script are forbidden.
   */
  HTML("report.html"),
  /** The trace event form, which Perfetto and {@code chrome://tracing} open. */
  TRACE("trace.json"),
  /** Markdown for the summary of a CI job, never longer than 1,000,000 bytes. */
  SUMMARY("summary.md");

  private final String fileName;

  ReportFormat(String fileName) {
    this.fileName = fileName;
  }

  /** Returns the name of the file that {@link ReportFiles} writes, such as {@code report.json}. */
  public String fileName() {
    return fileName;
  }

  void write(RecordedRun run, Appendable out) throws IOException {
    switch (this) {
      case JSON -> RunJson.write(run, out);
      case JUNIT_XML -> JUnitXml.write(run, out);
      case HTML -> HtmlReport.write(run, out);
      case TRACE -> TraceJson.write(run, out);
      case SUMMARY -> out.append(SummaryMarkdown.of(run, SummaryMarkdown.MOST_BYTES));
    }
  }
}
