package dev.hookline.shell.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is mounted where, as Linux says in {@code /proc/self/mountinfo}. */
public final class MountTable {
  private static final Path SELF = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS = 5;
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private final List<Mount> mounts = new ArrayList<>();

  private record Mount(Path point, List<String> options) {}

  private MountTable(List<String> lines) {
    lines.stream().map(line -> line.split(" ")).filter(f -> f.length > OPTIONS).forEach(this::add);
  }

  private void add(String[] fields) {
    byte[] point =
        OCTAL.matcher(fields[MOUNT_POINT]).replaceAll(MountTable::unescaped).getBytes(ISO_8859_1);
    mounts.add(new Mount(Path.of(new String(point, UTF_8)), List.of(fields[OPTIONS].split(","))));
  }

  private static String unescaped(MatchResult escape) {
    char c = (char) Integer.parseInt(escape.group(1), 8);
    return Matcher.quoteReplacement(String.valueOf(c));
  }

  /** Reads the table. */
  static MountTable of(List<String> lines) {
    return new MountTable(lines);
  }

  /**
   * Returns where the file system of a file is mounted, if no program on it may be executed; empty
   * if it may, or nothing is known.
   */
  public static Optional<Path> noexec(Path file) {
    try {
      return of(Files.readAllLines(SELF, ISO_8859_1)).noexecMount(file.toRealPath());
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Says that nothing can be executed where that is mounted, and what to do. */
  public static String refusal(String what, Path mount) {
    return what
        + " is on a file system from which nothing may be executed, since "
        + mount
        + " is mounted noexec; move it to another";
  }

  /** Of mounts at one place the last one counts, which hides the others. */
  Optional<Path> noexecMount(Path file) {
    Optional<Mount> nearest = Optional.empty();
    for (Mount mount : mounts) {
      int depth = nearest.map(m -> m.point().getNameCount()).orElse(0);
      if (file.startsWith(mount.point()) && mount.point().getNameCount() >= depth) {
        nearest = Optional.of(mount);
      }
    }
    return nearest.filter(m -> m.options().contains("noexec")).map(Mount::point);
  }
}
