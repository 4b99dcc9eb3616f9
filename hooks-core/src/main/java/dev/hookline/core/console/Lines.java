package dev.hookline.core.console;

import java.util.List;

/** Where lines go that stay. */
@FunctionalInterface
interface Lines {
  /** Writes lines that are safe to show. */
  void write(List<String> lines);
}
