package dev.hookline.core.explain;

/** Writes a graph in the language of Graphviz. */
final class DotPen implements GraphPen {
  private final StringBuilder text = new StringBuilder();

  @Override
  public void begin(String title) {
    line("digraph " + quoted(title) + " {");
    line("  node [shape=box];");
  }

  @Override
  public void beginGroup(String id, String title) {
    line("  subgraph \"cluster_" + id + "\" {");
    line("    label=" + quoted(title) + ";");
  }

  @Override
  public void node(String id, String label, Look look, boolean isSkipped) {
    String shape =
        switch (look) {
          case HOOK -> "box";
          case STEP -> "box3d";
          case ON_FAILURE -> "hexagon";
          case ALWAYS -> "ellipse";
        };
    String style = isSkipped ? ", style=dashed" : "";
    line("    " + id + " [label=" + quoted(label) + ", shape=" + shape + style + "];");
  }

  @Override
  public void endGroup() {
    line("  }");
  }

  @Override
  public void edge(String from, String to, boolean isDotted) {
    line("  " + from + " -> " + to + (isDotted ? " [style=dotted];" : ";"));
  }

  @Override
  public String end() {
    line("}");
    return text.toString().stripTrailing();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** Graphviz also reads the entities of HTML in a label. */
  private static String quoted(String label) {
    String escaped =
        label
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("&", "&amp;")
            .replace("\n", "\\n");
    return '"' + escaped + '"';
  }
}
