package dev.hookline.core.report.html;

import com.google.common.escape.Escaper;
import com.google.common.html.HtmlEscapers;
import dev.hookline.core.report.text.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes HTML: markup of our own as it is, and what others wrote as text that stays text. */
final class HtmlOut {
  private static final Escaper ESCAPER = HtmlEscapers.htmlEscaper();

  private final Appendable out;
  private final PlainText plain;

  HtmlOut(Appendable out, PlainText plain) {
    this.out = out;
    this.plain = plain;
  }

  /** Returns what makes texts of others fit to be read. */
  PlainText plain() {
    return plain;
  }

  /** Writes markup, of which no part may come from others. */
  HtmlOut markup(String... parts) {
    try {
      for (String part : parts) {
        out.append(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Writes a text on one line. */
  HtmlOut text(String text) {
    return markup(ESCAPER.escape(plain.line(text)));
  }

  /** Writes a block of lines under a heading; nothing if there are none. */
  void block(String heading, String lines) {
    String text = plain.lines(lines).stripTrailing();
    if (!text.isEmpty()) {
      markup(heading.isEmpty() ? "" : "<h4>" + ESCAPER.escape(heading) + "</h4>");
      markup("<pre wrap>", text.startsWith("\n") ? "\n" : "", ESCAPER.escape(text), "</pre>");
    }
  }
}
