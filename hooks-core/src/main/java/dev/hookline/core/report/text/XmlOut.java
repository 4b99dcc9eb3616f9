package dev.hookline.core.report.text;

import com.google.common.escape.Escaper;
import com.google.common.xml.XmlEscapers;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes elements of XML 1.0. Characters that no document may have become U+FFFD. */
final class XmlOut {
  private static final Escaper ATTRIBUTE = XmlEscapers.xmlAttributeEscaper();
  private static final Escaper CONTENT = XmlEscapers.xmlContentEscaper();

  private final Appendable out;
  private final PlainText plain;

  XmlOut(Appendable out, PlainText plain) {
    this.out = out;
    this.plain = plain;
    raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  }

  /** Begins an element with pairs of attributes; one whose value is empty is left out. */
  void begin(String name, String... attributes) {
    raw("<" + name);
    attributes(attributes);
    raw(">\n");
  }

  void end(String name) {
    raw("</" + name + ">\n");
  }

  /** Writes an element with text in it, as it is given. */
  void element(String name, String text, String... attributes) {
    raw("<" + name);
    attributes(attributes);
    raw(text.isEmpty() ? "/>\n" : ">" + CONTENT.escape(text) + "</" + name + ">\n");
  }

  private void attributes(String... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (!pairs[i + 1].isEmpty()) {
        raw(" " + pairs[i] + "=\"" + ATTRIBUTE.escape(plain.line(pairs[i + 1])) + "\"");
      }
    }
  }

  private void raw(String text) {
    try {
      out.append(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
