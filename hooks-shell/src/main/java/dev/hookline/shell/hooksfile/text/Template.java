package dev.hookline.shell.hooksfile.text;

import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.hooksfile.table.Converted.Conversion;
import dev.hookline.shell.hooksfile.table.Problems;
import dev.hookline.shell.words.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with references: {@code ${{ NAME }}} and {@code ${{ NAME:-default }}} stand for a
 * variable, {@code ${{ matrix.KEY }}} for a value of the matrix; a second {@code $} before it takes
 * its meaning away. Immutable.
 */
public record Template(String text, List<Part> parts) {
  static final String OPEN = "${{";

  private static final String NO_REFERENCE =
      "found ${{ that begins no reference; expected ${{ NAME }}, ${{ NAME:-default }} or"
          + " ${{ matrix.KEY }}, or $${{ for these characters themselves";

  static final String CLOSE = "}}";

  private static final Pattern REFERENCE =
      Pattern.compile(" *(matrix\\.)?([A-Za-z_][A-Za-z0-9_-]*)(?: *|:-(.*?) *)", Pattern.DOTALL);

  /** A piece of the text, or a reference. */
  public sealed interface Part {}

  /** What stands there as it is. */
  public record Literal(String text) implements Part {}

  /** A value of the matrix. */
  public record FromMatrix(String key) implements Part {}

  /** A variable. */
  public record Variable(String name, Optional<String> otherwise) implements Part {}

  /** Returns a text that is taken as it is, even if it looks like a reference. */
  public static Template literal(String text) {
    return new Template(text, List.of(new Literal(text)));
  }

  /** Reads a text; empty if a reference in it is none. */
  public static Optional<Template> read(String text, YamlNode node, Problems problems) {
    if (!text.contains(OPEN)) {
      return Optional.of(literal(text));
    }
    List<Part> parts = new ArrayList<>();
    int end = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, end)) {
      boolean isEscaped = open > end && text.charAt(open - 1) == '$';
      parts.add(new Literal(text.substring(end, isEscaped ? open - 1 : open)));
      int close = text.indexOf(CLOSE, open);
      Optional<Part> part = isEscaped ? Optional.of(new Literal(OPEN)) : part(text, open, close);
      if (part.isEmpty()) {
        problems.at(node, NO_REFERENCE);
        return Optional.empty();
      }
      parts.add(part.get());
      end = isEscaped ? open + OPEN.length() : close + CLOSE.length();
    }
    parts.add(new Literal(text.substring(end)));
    return Optional.of(new Template(text, List.copyOf(parts)));
  }

  private static Optional<Part> part(String text, int open, int close) {
    if (close < 0) {
      return Optional.empty();
    }
    Matcher reference = REFERENCE.matcher(text).region(open + OPEN.length(), close);
    if (!reference.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        reference.group(1) != null
            ? new FromMatrix(reference.group(2))
            : new Variable(reference.group(2), Optional.ofNullable(reference.group(3))));
  }

  /** Returns whether it is the same whenever it is asked, and in every row of a matrix. */
  public boolean isLiteral() {
    return parts.size() == 1 && parts.get(0) instanceof Literal;
  }

  /** Returns a check that a text refers to no variable, because it must be known early. */
  public static Conversion<Template, Template> early(String advice) {
    return (template, node, problems) -> {
      for (Part part : template.parts) {
        if (part instanceof Variable variable) {
          problems.at(node, "found " + shown(variable) + ", which has no value yet; " + advice);
          return Optional.empty();
        }
      }
      return Optional.of(template);
    };
  }

  /** Returns this text with the values of one row instead of the references to the matrix. */
  public Template with(Row row) {
    if (isLiteral()) {
      return this;
    }
    StringBuilder whole = new StringBuilder();
    List<Part> left = new ArrayList<>();
    boolean isLate = false;
    for (Part part : parts) {
      Part known = part instanceof FromMatrix from ? new Literal(row.valueOf(from.key())) : part;
      isLate |= known instanceof Variable;
      left.add(known);
      whole.append(known instanceof Literal literal ? literal.text() : shown((Variable) known));
    }
    return isLate ? new Template(whole.toString(), List.copyOf(left)) : literal(whole.toString());
  }

  private static String shown(Variable variable) {
    return OPEN
        + " "
        + variable.name()
        + variable.otherwise().map(text -> ":-" + text).orElse("")
        + " }}";
  }

  /**
   * Returns the text with the values of variables.
   *
   * @throws MissingValueException if one has no value
   */
  public String resolved(Map<String, String> variables) {
    if (isLiteral()) {
      return ((Literal) parts.get(0)).text();
    }
    StringBuilder whole = new StringBuilder();
    for (Part part : parts) {
      whole.append(
          part instanceof Variable variable
              ? valueOf(variable, variables)
              : ((Literal) part).text());
    }
    return whole.toString();
  }

  private static String valueOf(Variable variable, Map<String, String> variables) {
    String value = variables.get(variable.name());
    if (value != null) {
      return value;
    }
    return variable
        .otherwise()
        .orElseThrow(
            () ->
                new MissingValueException(
                    "${{ "
                        + variable.name()
                        + " }} has no value: neither the environment nor an earlier hook sets it; "
                        + Spelling.question(variable.name(), variables.keySet())
                            .orElse("set it, or write ${{ " + variable.name() + ":-default }}")));
  }

  /** Returns the text as it stands in the file, with the values of the matrix. */
  @Override
  public String toString() {
    return text;
  }
}
