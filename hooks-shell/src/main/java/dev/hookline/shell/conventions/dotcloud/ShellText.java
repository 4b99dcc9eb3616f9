package dev.hookline.shell.conventions.dotcloud;

import dev.hookline.shell.script.ShellWords;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a command as {@code sh} sees it: what stands in quotes, behind a backslash or in a
 * substitution belongs to a word, no matter which characters it has. Immutable and thread-safe.
 */
final class ShellText {
  private static final Pattern HOME = Pattern.compile("(?<!\\S)~/(code|current)(?=[/\\s]|$)");
  private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private final String text;
  private final BitSet bare;

  private ShellText(String text) {
    this.text = text;
    this.bare = bare(text);
  }

  static ShellText of(String text) {
    return new ShellText(text);
  }

  /** Finds the characters that are outside quotes and substitutions. */
  private static BitSet bare(String text) {
    BitSet bare = new BitSet(text.length());
    Deque<Character> closers = new ArrayDeque<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      char closer = closers.isEmpty() ? 0 : closers.peek();
      char opened = closer == '\'' || closer == '`' ? 0 : closer(text, i, closer);
      if (c == '\\' && closer != '\'') {
        i++;
      } else if (c == closer) {
        closers.pop();
      } else if (opened != 0) {
        closers.push(opened);
        i += c == '$' ? 1 : 0;
      } else {
        bare.set(i, closers.isEmpty());
      }
      i++;
    }
    return bare;
  }

  /** Returns what ends that which begins here; 0 if nothing does. */
  private static char closer(String text, int i, char inside) {
    char c = text.charAt(i);
    return switch (c) {
      case '"', '`' -> c;
      case '\'' -> inside == '"' ? 0 : c;
      case '(' -> inside == ')' ? ')' : 0;
      case '$' -> text.startsWith("(", i + 1) ? ')' : text.startsWith("{", i + 1) ? '}' : 0;
      default -> 0;
    };
  }

  /** Returns the first thing that makes a command more, or less, than one (D5d, D25). */
  Optional<String> operator() {
    for (int i = bare.nextSetBit(0); i >= 0; i = bare.nextSetBit(i + 1)) {
      if (isOperator(i)) {
        return Optional.of(operator(i));
      }
    }
    return Optional.empty();
  }

  private boolean isOperator(int i) {
    char before = i == 0 ? ' ' : text.charAt(i - 1);
    return switch (text.charAt(i)) {
      case '\n' -> i < text.strip().length();
      case ';' -> true;
      case '#' -> Character.isWhitespace(before);
      case '|', '&' -> before != '>' && before != '<';
      default -> false;
    };
  }

  private String operator(int i) {
    char c = text.charAt(i);
    boolean twice = (c == '|' || c == '&') && text.startsWith("" + c, i + 1);
    return c == '\n' ? "a new line" : twice ? "" + c + c : String.valueOf(c);
  }

  /** Returns the text with {@code ~/code} and {@code ~/current} replaced by directories (D22). */
  String withDirectories(Map<String, Path> directories) {
    return HOME.matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    bare.get(found.start())
                        ? ShellWords.quoted(String.valueOf(directories.get(found.group(1))))
                        : found.group()));
  }

  /** Returns the first word if it is a path that needs no shell to be known. */
  Optional<String> plainPath() {
    String word = text.strip().split("\\s", 2)[0];
    return Optional.of(word)
        .filter(path -> path.indexOf('/') >= 0 && PLAIN_PATH.matcher(path).matches());
  }
}
