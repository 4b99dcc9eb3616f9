package dev.hookline.example.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation, with its blocks of code. */
record Page(String name, String text) {
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

  static Page of(String name) throws IOException {
    return new Page(name, Files.readString(DOCS.resolve(name)));
  }

  /** Returns the blocks in a language, in order. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** Returns the one block in a language that has these words. */
  String block(String language, String words) {
    return blocks(language).stream()
        .filter(block -> block.contains(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " has no block with " + words));
  }
}
