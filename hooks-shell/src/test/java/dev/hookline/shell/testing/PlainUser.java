package dev.hookline.shell.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JVM of a user without special rights: this user, or {@code nobody} if this user is root. It has
 * a directory that it may enter and change, and its own copy of the classes.
 */
public final class PlainUser implements AutoCloseable {
  public static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));
  public static final int NOBODY = 65534;

  private final Path directory;
  private final List<String> prefix = new ArrayList<>();

  private PlainUser(Path directory) {
    this.directory = directory;
  }

  public static PlainUser create() throws IOException {
    PlainUser user = new PlainUser(Files.createTempDirectory(Path.of("/tmp"), "hookline-user-"));
    Files.createDirectory(user.directory.resolve("classes"));
    Files.createDirectory(user.home());
    Files.setPosixFilePermissions(user.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    int number = 0;
    for (String entry : ToolUnderTest.classPath().split(File.pathSeparator)) {
      copy(Path.of(entry), user.directory.resolve("classes/" + number++ + ".jar"));
    }
    OwnFile.open(user.directory.resolve("classes"));
    if (IS_ROOT) {
      user.own(user.home());
      user.prefix.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    return user;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** Gives files to the user. */
  public void own(Path... files) throws IOException {
    for (Path file : files) {
      Files.setAttribute(file, "unix:uid", NOBODY);
    }
  }

  /** Returns a directory of the user's own. */
  public Path home() {
    return directory.resolve("home");
  }

  /**
   * Starts a JVM of that user, with its output on one stream.
   *
   * @param shell what a shell does before it becomes the JVM; ends with a semicolon, or is empty
   */
  public Process start(String shell, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("bash", "-c", shell + " exec \"$@\"", "bash"));
    words.addAll(prefix);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Djava.io.tmpdir=" + home(), "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath()));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words).directory(home().toFile()).redirectErrorStream(true).start();
  }

  private String classPath() throws IOException {
    try (Stream<Path> jars = Files.list(directory.resolve("classes"))) {
      return String.join(File.pathSeparator, jars.map(Path::toString).sorted().toList());
    }
  }

  /** Returns how many processes and threads that user has on this machine. */
  public static long tasks() {
    int uid = IS_ROOT ? NOBODY : uidOf(Path.of("/proc/self"));
    return ProcessHandle.allProcesses()
        .map(process -> Path.of("/proc/" + process.pid()))
        .filter(process -> uidOf(process) == uid)
        .mapToLong(process -> names(process.resolve("task")).length)
        .sum();
  }

  private static String[] names(Path directory) {
    String[] names = directory.toFile().list();
    return names == null ? new String[0] : names;
  }

  private static int uidOf(Path file) {
    try {
      return (Integer) Files.getAttribute(file, "unix:uid");
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(PlainUser::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
