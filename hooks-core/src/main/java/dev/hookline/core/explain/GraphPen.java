package dev.hookline.core.explain;

/** Writes a graph in some language. What it is given is text of others, to be escaped. */
interface GraphPen {

  /** How a node looks. */
  enum Look {
    HOOK,
    STEP,
    ON_FAILURE,
    ALWAYS
  }

  void begin(String title);

  void beginGroup(String id, String title);

  void node(String id, String label, Look look, boolean isSkipped);

  void endGroup();

  void edge(String from, String to, boolean isDotted);

  /** Returns the text of the whole graph. */
  String end();
}
