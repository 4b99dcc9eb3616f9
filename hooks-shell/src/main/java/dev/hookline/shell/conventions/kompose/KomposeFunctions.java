package dev.hookline.shell.conventions.kompose;

import dev.hookline.api.HookSourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which functions a file may define, by its text alone: only bash itself knows for certain, and
 * only by running the file, which a plan must not do. A file that reads or generates other code may
 * define anything.
 */
record KomposeFunctions(Set<String> names, boolean open) {
  private static final Pattern DEFINITION =
      Pattern.compile(
          "(?:^|[;{}&|(\\s])(?:function\\s+([A-Za-z0-9_]+)|([A-Za-z0-9_]+)\\s*\\(\\s*\\))");
  private static final Pattern OTHER_CODE =
      Pattern.compile("(?m)(?:^|[;{}&|(\\s])(?:source|\\.|eval|alias)\\s");

  KomposeFunctions {
    names = Set.copyOf(names);
  }

  static KomposeFunctions in(Path file) {
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new HookSourceException(file + " cannot be read: " + e.getMessage());
    }
    Set<String> names = new HashSet<>();
    for (Matcher m = DEFINITION.matcher(text); m.find(); ) {
      names.add(m.group(1) == null ? m.group(2) : m.group(1));
    }
    return new KomposeFunctions(names, OTHER_CODE.matcher(text).find());
  }

  boolean mayDefine(String function) {
    return open || names.contains(function);
  }
}
