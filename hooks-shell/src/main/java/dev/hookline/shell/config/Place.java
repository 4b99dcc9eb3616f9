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

  /** Returns {@code file:line:column}, or the file alone. */
  @Override
  public String toString() {
    return line == 0 ? file.toString() : file + ":" + line + ":" + column;
  }
}
