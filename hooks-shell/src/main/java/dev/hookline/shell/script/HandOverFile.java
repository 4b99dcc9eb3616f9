package dev.hookline.shell.script;

import dev.hookline.api.HookContext;
import dev.hookline.shell.files.RegularFile;
import java.io.File;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Reads what a script hands over to later hooks. */
public final class HandOverFile {
  private static final int MOST_BYTES = 1 << 20;
  private static final int SHOWN = 80;

  /** What bytes that are no character become; who means it cannot hand it over. */
  private static final char REPLACEMENT = '\ufffd';

  private final HookContext context;
  private final String file;
  private Optional<String> firstProblem = Optional.empty();
  private int number;

  private HandOverFile(HookContext context, String file) {
    this.context = context;
    this.file = file;
  }

  /** Exports what is well-formed, and returns what is wrong with the first line that is not. */
  public static Optional<String> read(File file, HookContext context) {
    if (file.length() == 0 && (file.isFile() || !file.exists())) {
      return Optional.empty();
    }
    HandOverFile handOver = new HandOverFile(context, file.toString());
    if (file.length() > MOST_BYTES) {
      return Optional.of(file + " (HOOKLINE_OUTPUT) is longer than 1 MiB; hand over less");
    }
    try {
      RegularFile.check(file.toPath());
      if (file.length() > 0) {
        handOver.readLines(lines(file).iterator());
      }
    } catch (IOException e) {
      return Optional.of(
          "%s (HOOKLINE_OUTPUT) cannot be read: %s; append to it, and leave it the file that it is"
              .formatted(file, e.getMessage()));
    }
    return handOver.firstProblem;
  }

  private static List<String> lines(File file) throws IOException {
    String text = RegularFile.text(file.toPath(), MOST_BYTES);
    String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return List.of(whole.split("\n", -1));
  }

  private void readLines(Iterator<String> lines) {
    while (lines.hasNext()) {
      String line = lines.next();
      number++;
      readLine(line, lines);
    }
  }

  private void readLine(String line, Iterator<String> more) {
    int equals = line.indexOf('=');
    int marker = line.indexOf("<<");
    if (line.isBlank()) {
      return;
    }
    if (marker > 0 && (equals < 0 || marker < equals) && isName(line.substring(0, marker))) {
      readBlock(line, line.substring(0, marker), line.substring(marker + 2), more);
    } else if (equals > 0 && isName(line.substring(0, equals))) {
      export(line, line.substring(0, equals), line.substring(equals + 1));
    } else {
      problem(number, line, "is neither KEY=value nor KEY<<MARKER");
    }
  }

  private void readBlock(String first, String name, String marker, Iterator<String> more) {
    int start = number;
    StringJoiner value = new StringJoiner("\n");
    while (more.hasNext()) {
      String line = more.next();
      number++;
      if (line.equals(marker)) {
        export(first, name, value.toString());
        return;
      }
      value.add(line);
    }
    problem(start, first, "has no line " + ShellWords.inQuotes(marker) + " after it");
  }

  private void export(String line, String name, String value) {
    if (value.indexOf('\0') >= 0) {
      problem(number, line, "has NUL in its value");
    } else if (value.indexOf(REPLACEMENT) >= 0) {
      problem(number, line, "is not in UTF-8");
    } else {
      context.export(name, value);
    }
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isLetter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
      if (!isLetter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private void problem(int line, String text, String what) {
    if (firstProblem.isEmpty()) {
      String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
      firstProblem =
          Optional.of(
              file + ":" + line + " (HOOKLINE_OUTPUT): " + ShellWords.inQuotes(shown) + " " + what);
    }
  }
}
