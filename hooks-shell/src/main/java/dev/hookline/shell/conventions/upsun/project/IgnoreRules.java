package dev.hookline.shell.conventions.upsun.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which files git leaves out of a project: the rules of its {@code .gitignore} files, down to one
 * directory. What is left out is never deployed, so it declares nothing. Immutable and thread-safe.
 */
final class IgnoreRules {
  private static final int MAX_BYTES = 1 << 20;

  private final List<Rule> rules;

  /** One line of a {@code .gitignore} file. */
  private record Rule(Path base, Pattern paths, boolean directoriesOnly, boolean takesBack) {
    boolean covers(Path file, boolean isDirectory) {
      return (isDirectory || !directoriesOnly)
          && paths.matcher(base.relativize(file).toString()).matches();
    }
  }

  private IgnoreRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Returns the rules that this clone alone has, of {@code .git/info/exclude}. */
  static IgnoreRules ofClone(Path project) {
    return new IgnoreRules(List.of()).with(project, project.resolve(".git/info/exclude"));
  }

  /** Returns these rules and those of the {@code .gitignore} of a directory, which win. */
  IgnoreRules in(Path directory) {
    return with(directory, directory.resolve(".gitignore"));
  }

  private IgnoreRules with(Path base, Path file) {
    if (!Files.isRegularFile(file)) {
      return this;
    }
    List<Rule> more = new ArrayList<>(rules);
    try (InputStream in = Files.newInputStream(file)) {
      new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8)
          .lines()
          .map(IgnoreRules::withoutTrailingSpaces)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(line -> add(base, line, more));
    } catch (IOException e) {
      return this; // git cannot read it either
    }
    return new IgnoreRules(more);
  }

  private static String withoutTrailingSpaces(String line) {
    return line.replaceFirst("(?<!\\\\) +$", "");
  }

  private static void add(Path base, String line, List<Rule> rules) {
    boolean takesBack = line.startsWith("!");
    boolean directoriesOnly = line.endsWith("/");
    String glob = line.substring(takesBack ? 1 : 0, line.length() - (directoriesOnly ? 1 : 0));
    boolean anywhere = glob.indexOf('/') < 0;
    String regex = (anywhere ? "(?:.*/)?" : "") + regex(glob.replaceFirst("^/", ""));
    try {
      rules.add(new Rule(base, Pattern.compile(regex), directoriesOnly, takesBack));
    } catch (PatternSyntaxException e) {
      // a bracket that means nothing; git matches nothing with it either
    }
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      int length = 1;
      if (glob.startsWith("**/", i)) {
        length = 3;
        regex.append("(?:.*/)?");
      } else if (glob.startsWith("**", i)) {
        length = 2;
        regex.append(".*");
      } else if (glob.charAt(i) == '[' && glob.indexOf(']', i + 2) > 0) {
        length = glob.indexOf(']', i + 2) + 1 - i;
        regex.append(characters(glob.substring(i + 1, i + length - 1)));
      } else if (glob.charAt(i) == '\\' && i + 1 < glob.length()) {
        length = 2;
        regex.append(Pattern.quote(glob.substring(i + 1, i + 2)));
      } else {
        regex.append(one(glob.charAt(i)));
      }
      i += length;
    }
    return regex.toString();
  }

  private static String one(char c) {
    return switch (c) {
      case '*' -> "[^/]*";
      case '?' -> "[^/]";
      default -> Pattern.quote(String.valueOf(c));
    };
  }

  private static String characters(String set) {
    boolean negated = set.startsWith("!") || set.startsWith("^");
    String inside = set.substring(negated ? 1 : 0).replaceAll("[\\[\\]&^]", "\\\\$0");
    return "[" + (negated ? "^/" : "") + inside + "]";
  }

  /** Returns whether git leaves out a file of the directory that these rules lead to. */
  boolean leaveOut(Path file, boolean isDirectory) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      if (rules.get(i).covers(file, isDirectory)) {
        return !rules.get(i).takesBack();
      }
    }
    return false;
  }
}
