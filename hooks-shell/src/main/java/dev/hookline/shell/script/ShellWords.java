package dev.hookline.shell.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;

/** The words of a command: what can be one, and how they are shown so that they can be pasted. */
public final class ShellWords {
  private static final String PLAIN_SIGNS = "@%+=:,./_-";

  static final String HALF_A_CHARACTER =
      " has half a character (a lone surrogate), which cannot be passed on; correct it";

  private ShellWords() {}

  /** Returns the words, or refuses the one that cannot be passed to a process. */
  public static List<String> checked(String what, List<String> words) {
    for (String word : words) {
      if (word.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            what
                + " has a word with NUL in it, which cannot be passed to a process: "
                + quoted(word));
      }
    }
    return List.copyOf(words);
  }

  /** Returns a text for a script to read, or refuses one that cannot be written as it is. */
  public static String checkedText(String what, String text) {
    if (hasHalfACharacter(text)) {
      throw new IllegalArgumentException(what + HALF_A_CHARACTER);
    }
    return text;
  }

  /** Returns whether there is a lone surrogate, for which Java would write a question mark. */
  static boolean hasHalfACharacter(String text) {
    return hasSurrogate(text) && !UTF_8.newEncoder().canEncode(text);
  }

  private static boolean hasSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the words as {@link #checked} does, or says that none of them names a program. */
  public static List<String> withProgram(String what, List<String> words, String example) {
    List<String> checked = checked(what, words);
    if (checked.isEmpty() || checked.get(0).isEmpty()) {
      throw new IllegalArgumentException(what + " has no program; use for example " + example);
    }
    return checked;
  }

  /** Returns the words on one line, quoted where a shell needs it. */
  public static String quoted(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  /** Returns the word, quoted if a shell needs it. */
  public static String quoted(String word) {
    if (hasControl(word)) {
      return escaped(word);
    }
    return isPlain(word) ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!isLetter && (c < '0' || c > '9') && PLAIN_SIGNS.indexOf(c) < 0) {
        return false;
      }
    }
    return !word.isEmpty();
  }

  /** Returns text for a message, with quotes around it and nothing in it that breaks the line. */
  static String inQuotes(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.chars()
        .forEach(c -> out.append(Character.isISOControl(c) ? hex((char) c) : "" + (char) c));
    return out.append('"').toString();
  }

  /** Returns a line that a script wrote, with nothing in it that a terminal would act on. */
  public static String printable(String line) {
    if (!hasControl(line)) {
      return line;
    }
    StringBuilder out = new StringBuilder();
    line.chars()
        .forEach(
            c ->
                out.append(
                    c == '\t' || !Character.isISOControl(c) ? "" + (char) c : hex((char) c)));
    return out.toString();
  }

  private static String hex(char c) {
    return String.format("\\u%04x", (int) c);
  }

  /** Quotes as bash does ({@code $'…'}), so that a newline stays on the line. */
  private static String escaped(String word) {
    StringBuilder out = new StringBuilder("$'");
    word.chars().forEach(c -> escape((char) c, out));
    return out.append('\'').toString();
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\'', '\\' -> out.append('\\').append(c);
      default -> out.append(Character.isISOControl(c) ? hex(c) : "" + c);
    }
  }
}
