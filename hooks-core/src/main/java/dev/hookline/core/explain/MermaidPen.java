package dev.hookline.core.explain;

import java.util.Locale;

/** Writes a flowchart in the language of Mermaid. */
final class MermaidPen implements GraphPen {
  private static final String PLAIN = " _/,:()=";

  private final StringBuilder text = new StringBuilder();

  @Override
  public void begin(String title) {
    line("flowchart TD");
    line("  %% " + plain(title));
    line("  classDef skipped stroke-dasharray: 5 5,color:#888");
  }

  @Override
  public void beginGroup(String id, String title) {
    line("  subgraph " + id + "[\"" + escaped(title) + "\"]");
  }

  @Override
  public void node(String id, String label, Look look, boolean isSkipped) {
    String quoted = '"' + escaped(label) + '"';
    String shape =
        switch (look) {
          case HOOK -> "[" + quoted + "]";
          case STEP -> "[[" + quoted + "]]";
          case ON_FAILURE -> "{{" + quoted + "}}";
          case ALWAYS -> "([" + quoted + "])";
        };
    line("    " + id + shape + (isSkipped ? ":::skipped" : ""));
  }

  @Override
  public void endGroup() {
    line("  end");
  }

  @Override
  public void edge(String from, String to, boolean isDotted) {
    line("  " + from + (isDotted ? " -.-> " : " --> ") + to);
  }

  @Override
  public String end() {
    return text.toString().stripTrailing();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** A comment has no escapes. */
  private static String plain(String text) {
    return text.replaceAll("[^\\p{L}\\p{N} _.-]", "?");
  }

  /** Writes all that could mean anything to Mermaid, Markdown or HTML by its number. */
  private static String escaped(String label) {
    StringBuilder escaped = new StringBuilder();
    label
        .codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append(String.format(Locale.ROOT, "#%d;", c));
              }
            });
    return escaped.toString().replace("#10;", "<br/>");
  }
}
