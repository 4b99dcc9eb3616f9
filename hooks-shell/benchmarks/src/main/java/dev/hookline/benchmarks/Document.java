package dev.hookline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The page that shows the tables: each part stands between two marks, and is replaced alone. */
final class Document {
  private final Path file;
  private String text;

  Document(Path file) throws IOException {
    this.file = file;
    this.text = Files.readString(file);
  }

  void replace(String part, String introduction, List<Table> tables) {
    String begin = "<!-- begin " + part + " -->\n";
    String end = "<!-- end " + part + " -->";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalStateException(file + " has no marks for " + part);
    }
    String body = tables.stream().map(Table::toString).collect(Collectors.joining("\n"));
    text = text.substring(0, from) + begin + introduction + "\n\n" + body + text.substring(to);
  }

  void write() throws IOException {
    Files.writeString(file, text);
  }
}
