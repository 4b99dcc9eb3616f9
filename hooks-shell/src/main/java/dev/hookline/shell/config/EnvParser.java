package dev.hookline.shell.config;

import dev.hookline.api.Environment;
import dev.hookline.api.HookSourceException;
import dev.hookline.shell.words.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one text in the dialect of {@link EnvFile}, once. Not thread-safe. */
final class EnvParser {
  static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final Pattern EXPORT = Pattern.compile("export[ \\t]+");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern COMMENT = Pattern.compile("[ \\t]+#");
  private static final int SHOWN = 40;
  private static final int MOST_PROBLEMS = 50;

  private final TextFile file;
  private final String text;
  private final Optional<Map<String, String>> known;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private int at;

  EnvParser(TextFile file, Optional<Map<String, String>> known) {
    this.file = file;
    this.text = file.text();
    this.known = known;
  }

  Environment parse() {
    while (at < text.length()) {
      skipBlanks();
      if (!atLineEnd() && text.charAt(at) != '#') {
        assignment();
      }
      at = Math.min(lineEnd() + 1, text.length());
    }
    if (!problems.isEmpty()) {
      throw new HookSourceException(problems);
    }
    return Environment.of(variables);
  }

  private void assignment() {
    Matcher export = EXPORT.matcher(text).region(at, text.length());
    at = export.lookingAt() ? export.end() : at;
    Matcher name = NAME.matcher(text).region(at, text.length());
    if (!name.lookingAt()) {
      problem(at, restOfLine(at), "the name of a variable: letters, digits and '_'");
      return;
    }
    at = name.end();
    if (atLineEnd() || text.charAt(at) != '=') {
      problem(at, restOfLine(at), "'=' right after " + name.group());
      return;
    }
    at++;
    value().ifPresent(value -> add(name.group(), value));
  }

  private void add(String name, String value) {
    int nul = value.indexOf('\0');
    if (nul >= 0) {
      problem(at, "NUL in the value of " + name, "text");
    } else {
      variables.put(name, value);
    }
  }

  private Optional<String> value() {
    skipBlanks();
    if (!atLineEnd() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
      return quoted(text.charAt(at));
    }
    int start = at > 0 && isBlank(text.charAt(at - 1)) ? at - 1 : at;
    int end = lineEnd();
    Matcher comment = COMMENT.matcher(text).region(start, end);
    String value = text.substring(at, comment.find() ? Math.max(at, comment.start()) : end).strip();
    return Optional.of(expand(value, at));
  }

  private Optional<String> quoted(char quote) {
    int open = at++;
    StringBuilder value = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (quote == '"' && text.charAt(at) == '\\' && at + 1 < text.length()) {
        value.append(expand(literal.toString(), open)).append(escaped(text.charAt(at + 1)));
        literal.setLength(0);
        at += 2;
      } else {
        literal.append(text.charAt(at++));
      }
    }
    if (at == text.length()) {
      problem(open, "a value that begins with " + quote, "the closing " + quote);
      at = Math.min(indexOrEnd(text.indexOf('\n', open)), text.length());
      return Optional.empty();
    }
    at++;
    value.append(quote == '"' ? expand(literal.toString(), open) : literal);
    return nothingFollows(quote) ? Optional.of(value.toString()) : Optional.empty();
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '"', '\\', '$', '`' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private boolean nothingFollows(char quote) {
    int end = lineEnd();
    String rest = text.substring(at, end).stripTrailing();
    if (rest.isEmpty() || COMMENT.matcher(rest).lookingAt()) {
      return true;
    }
    problem(at, "more text", "the end of the line after the closing " + quote);
    return false;
  }

  private String expand(String value, int place) {
    if (known.isEmpty()) {
      return value;
    }
    return REFERENCE
        .matcher(value)
        .replaceAll(match -> Matcher.quoteReplacement(lookUp(match.group(1), place)));
  }

  private String lookUp(String name, int place) {
    String found = variables.getOrDefault(name, known.orElseThrow().get(name));
    if (found == null) {
      Set<String> names = new TreeSet<>(variables.keySet());
      names.addAll(known.orElseThrow().keySet());
      String question = Spelling.question(name, names).map(words -> "; " + words).orElse("");
      problem(
          place,
          "${" + name + "}",
          "the name of a variable that is known before this line" + question);
      return "";
    }
    return found;
  }

  private void problem(int place, String found, String expected) {
    if (problems.size() == MOST_PROBLEMS) {
      problems.add(file.file() + ": more problems follow");
    } else if (problems.size() < MOST_PROBLEMS) {
      problems.add(file.place(place) + ": found " + found + "; expected " + expected);
    }
  }

  /** Returns what stands there, but nothing that could be a value, which may be secret. */
  private String restOfLine(int from) {
    int end = lineEnd();
    String line = text.substring(from, end);
    String rest =
        line.substring(0, line.indexOf('=') < 0 ? line.length() : line.indexOf('=') + 1).strip();
    if (rest.isEmpty()) {
      return "the end of the line";
    }
    return rest.length() > SHOWN ? '"' + rest.substring(0, SHOWN) + "…\"" : '"' + rest + '"';
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private boolean atLineEnd() {
    return at >= text.length() || text.charAt(at) == '\n' || text.startsWith("\r\n", at);
  }

  private int lineEnd() {
    return indexOrEnd(text.indexOf('\n', at));
  }

  private int indexOrEnd(int index) {
    return index < 0 ? text.length() : index;
  }
}
