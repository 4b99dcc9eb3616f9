package dev.hookline.shell.config;

import java.nio.file.Path;

/**
 * Where something stands in a file.
 *
 * @param file the file
 * @param line its line, counted from 1; 0 for the file as a whole
 * @param column its column, counted from 1; 0 for the file as a whole
 */
record Place(Path file, int line, int column) {

  static Place ofWhole(Path file) {
    return new Place(file, 0, 0);
  }

  /** Returns where it stands for a reader who knows the file. */
  String inFile() {
    return "line " + line + ", column " + column;
  }

  /** Returns {@code file:line:column}, or the file alone, on one line. */
  @Override
  public String toString() {
    String name = VisibleText.of(file.toString());
    return line == 0 ? name : name + ":" + line + ":" + column;
  }
}
