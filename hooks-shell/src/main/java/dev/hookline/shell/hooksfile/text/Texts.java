package dev.hookline.shell.hooksfile.text;

import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.hooksfile.table.Problems;

/** The texts of one instance of a hook, as far as they are known when it is loaded. */
public final class Texts {
  private final Row row;
  private final YamlNode node;
  private final Problems problems;

  /** Knows the values of one row. */
  public Texts(Row row, YamlNode node, Problems problems) {
    this.row = row;
    this.node = node;
    this.problems = problems;
  }

  /** Returns the hook as it stands in the file. */
  public YamlNode node() {
    return node;
  }

  /** Returns the values of the matrix. */
  public Row row() {
    return row;
  }

  /** Returns a text with the values of the matrix, and with references to variables still in it. */
  public Template of(Template template) {
    if (template.isLiteral()) {
      return template;
    }
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.FromMatrix from && !row.values().containsKey(from.key())) {
        problems.at(node, Row.unknown(from.key(), row.values().keySet()));
        return Template.literal(template.text());
      }
    }
    return template.with(row);
  }
}
