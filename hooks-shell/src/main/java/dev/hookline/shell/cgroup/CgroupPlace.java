package dev.hookline.shell.cgroup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cgroup in which this JVM is, below which it may make others: that of a container, of a scope
 * that was delegated to this user, or any if this user is root.
 *
 * @param directory the cgroup; an empty path if there can be none below it
 * @param refusal why there can be none, or an empty text
 */
record CgroupPlace(Path directory, String refusal) {
  private static final File PROC = new File("/proc/self");
  private static final String UNIFIED = "0::";
  private static final String TYPE = "cgroup2";
  private static final int ROOT = 3;
  private static final int MOUNT_POINT = 4;

  boolean isUsable() {
    return refusal.isEmpty();
  }

  /** Returns the place of this JVM. */
  static CgroupPlace ofThisJvm() {
    try {
      return of(lines("cgroup"), lines("mountinfo"));
    } catch (IOException e) {
      return none("/proc does not say in which cgroup this JVM is");
    }
  }

  private static List<String> lines(String name) throws IOException {
    return Cgroup.text(new File(PROC, name)).lines().toList();
  }

  /**
   * Returns the place that these files describe.
   *
   * @param cgroups the lines of {@code /proc/self/cgroup}
   * @param mounts the lines of {@code /proc/self/mountinfo}
   */
  static CgroupPlace of(List<String> cgroups, List<String> mounts) {
    Optional<String> own =
        cgroups.stream()
            .filter(line -> line.startsWith(UNIFIED))
            .map(line -> line.substring(UNIFIED.length()))
            .findFirst();
    if (own.isEmpty()) {
      return none("this system has no cgroups of version 2");
    }
    return mounts.stream()
        .flatMap(line -> directory(line, own.get()))
        .map(CgroupPlace::checked)
        .reduce((first, second) -> first.isUsable() ? first : second)
        .orElseGet(() -> none("no cgroup2 file system with the cgroup of this JVM is mounted"));
  }

  /** Returns where a mount shows that cgroup; the end of its line says what is mounted. */
  private static Stream<Path> directory(String mount, String own) {
    String[] fields = mount.split(" ");
    int end = List.of(fields).indexOf("-");
    if (end <= MOUNT_POINT || end + 1 == fields.length || !fields[end + 1].equals(TYPE)) {
      return Stream.empty();
    }
    Path root = Path.of(unescaped(fields[ROOT]));
    Path cgroup = Path.of(own).normalize();
    return cgroup.startsWith(root)
        ? Stream.of(Path.of(unescaped(fields[MOUNT_POINT])).resolve(root.relativize(cgroup)))
        : Stream.empty();
  }

  private static String unescaped(String field) {
    return field.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }

  /** Processes may be moved from here to a cgroup below only by whoever may write this list. */
  private static CgroupPlace checked(Path directory) {
    return Files.isWritable(directory) && Files.isWritable(directory.resolve(Cgroup.PROCESSES))
        ? new CgroupPlace(directory, "")
        : none("this user may make none in " + directory);
  }

  private static CgroupPlace none(String refusal) {
    return new CgroupPlace(Path.of(""), refusal);
  }
}
