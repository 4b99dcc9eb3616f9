package dev.hookline.shell.hooksfile.text;

import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.hooksfile.table.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Splits one command line into words as a shell does: at blanks, with single quotes, double quotes
 * and backslashes. What only a shell would act on, such as {@code $HOME}, {@code *} or {@code |},
 * is a problem unless it is quoted, because there is no shell. Not thread-safe.
 */
final class CommandLine {
  private static final String OPERATORS = "|&;<>()\n";
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_0-9{(*@#?!$-]");

  /** What stands for itself and needs no closer look, besides letters and digits. */
  private static final String EASY = "@%+:,./_^-";

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean isInWord;
  private int at;

  /** Thrown where a shell would do more than split. */
  private static final class NotSplitException extends Exception {
    private static final long serialVersionUID = 1;

    private final String words;

    NotSplitException(String words) {
      super(words);
      this.words = words;
    }
  }

  private CommandLine(String text) {
    this.text = text;
  }

  /** Returns the words; empty if there is a problem. */
  static Optional<List<Template>> read(String text, YamlNode node, Problems problems) {
    try {
      List<Template> words = new ArrayList<>();
      for (String word : split(text.strip())) {
        Optional<Template> template = Template.read(word, node, problems);
        if (template.isEmpty()) {
          return Optional.empty();
        }
        words.add(template.get());
      }
      return Optional.of(words);
    } catch (NotSplitException e) {
      problems.at(node, e.words);
      return Optional.empty();
    }
  }

  private static List<String> split(String text) throws NotSplitException {
    CommandLine line = new CommandLine(text);
    while (line.at < text.length()) {
      line.next();
    }
    line.endWord();
    String first = line.words.isEmpty() ? "" : line.words.get(0);
    if (first.indexOf('=') > 0 && ASSIGNMENT.matcher(first).matches()) {
      throw shell(first, "set it with \"environment\"");
    }
    return line.words;
  }

  private void next() throws NotSplitException {
    int start = at;
    while (at < text.length() && isEasy(text.charAt(at))) {
      at++;
    }
    if (at > start) {
      word.append(text, start, at);
      isInWord = true;
    } else {
      nextOther(text.charAt(at));
    }
  }

  private static boolean isEasy(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || EASY.indexOf(c) >= 0;
  }

  private void nextOther(char c) throws NotSplitException {
    if (text.startsWith(Template.OPEN, at)) {
      reference();
    } else if (c == ' ' || c == '\t') {
      endWord();
      at++;
    } else if (c == '\'' || c == '"') {
      quoted(c);
    } else if (c == '\\' && at + 1 < text.length()) {
      add(text.charAt(at + 1));
      at += 2;
    } else {
      refuse(c);
      add(c);
      at++;
    }
  }

  /** A reference may have blanks in it, and is one word even if its value has some. */
  private void reference() {
    int end = text.indexOf(Template.CLOSE, at);
    int next = end < 0 ? text.length() : end + Template.CLOSE.length();
    word.append(text, at, next);
    isInWord = true;
    at = next;
  }

  private void quoted(char quote) throws NotSplitException {
    int open = at++;
    isInWord = true;
    while (at < text.length() && text.charAt(at) != quote) {
      if (quote == '"' && text.startsWith(Template.OPEN, at)) {
        reference();
      } else {
        inQuotes(quote);
      }
    }
    if (at == text.length()) {
      throw new NotSplitException(
          "found a command whose quote "
              + quote
              + " at character "
              + (open + 1)
              + " is not closed; expected the closing "
              + quote);
    }
    at++;
  }

  private void inQuotes(char quote) throws NotSplitException {
    char c = text.charAt(at);
    boolean isEscape = quote == '"' && c == '\\' && at + 1 < text.length();
    if (isEscape && "\"\\$`".indexOf(text.charAt(at + 1)) >= 0) {
      at++;
    } else if (quote == '"') {
      refuseExpansion(c);
    } else if (text.startsWith(Template.OPEN, at)) {
      word.append('$'); // single quotes keep even this
    }
    word.append(text.charAt(at++));
  }

  private void refuse(char c) throws NotSplitException {
    if (OPERATORS.indexOf(c) >= 0) {
      throw shell(c == '\n' ? "a second line" : String.valueOf(c), "use \"inline\" for a script");
    }
    if (c == '*' || (!isInWord && (c == '~' || c == '#'))) {
      throw shell(String.valueOf(c), "use \"inline\" for a script");
    }
    refuseExpansion(c);
  }

  private void refuseExpansion(char c) throws NotSplitException {
    if (c == '`' || (c == '$' && beginsParameter(at + 1))) {
      throw shell(
          String.valueOf(c), "write ${{ NAME }} for a variable, use \"inline\" for a script");
    }
  }

  private boolean beginsParameter(int index) {
    return index < text.length() && PARAMETER.matcher(text).region(index, index + 1).matches();
  }

  private static NotSplitException shell(String found, String advice) {
    return new NotSplitException(
        "found "
            + found
            + " in a command, which no shell reads; "
            + advice
            + ", or put single quotes around it if it is meant as it is");
  }

  private void add(char c) {
    word.append(c);
    isInWord = true;
  }

  private void endWord() {
    if (isInWord) {
      words.add(word.toString());
      word.setLength(0);
      isInWord = false;
    }
  }
}
