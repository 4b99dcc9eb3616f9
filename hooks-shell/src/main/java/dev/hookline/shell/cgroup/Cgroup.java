package dev.hookline.shell.cgroup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Processes that the kernel keeps together: what a member starts is a member, and nothing but the
 * right to write another cgroup's list lets it out. Files are read and written by streams, because
 * an interrupt would close a channel.
 */
public final class Cgroup {
  static final String PROCESSES = "cgroup.procs";
  private static final String KILL = "cgroup.kill";
  private static final String FREEZE = "cgroup.freeze";
  private static final String EVENTS = "cgroup.events";
  private static final String POPULATED = "populated 1";
  private static final String FROZEN = "frozen 1";

  private static final String SHELL = "/bin/sh";

  /** Variables that one shell or another sets for what it becomes. */
  private static final List<String> OF_THE_SHELL = List.of("PWD", "OLDPWD", "SHLVL");

  /** Fails closed: what cannot be moved does not run. */
  private static final String ENTER =
      "echo 0 >\"$0\" || { echo \"hookline: not started outside of its cgroup\" >&2; exit 125; };"
          + " exec \"$@\"";

  private static final int LOOKS_UNTIL_FROZEN = 200;

  private final Path directory;
  private volatile boolean isFrozen;

  private Cgroup(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes one.
   *
   * @throws IOException if the system refuses
   */
  static Cgroup make(Path directory) throws IOException {
    Files.createDirectory(directory);
    Cgroup made = new Cgroup(directory);
    if (!Files.isWritable(directory.resolve(PROCESSES))) {
      made.remove();
      throw new IOException(directory + " is no cgroup");
    }
    return made;
  }

  /**
   * Returns the words of a command that moves itself here before it becomes another one.
   *
   * @param variables the names of its variables; the shell that moves it adds none
   */
  public List<String> words(List<String> command, Set<String> variables) {
    String added = OF_THE_SHELL.stream().filter(n -> !variables.contains(n)).collect(joining(" "));
    String script = (added.isEmpty() ? "" : "unset " + added + "; ") + ENTER;
    Path list = directory.resolve(PROCESSES);
    return Stream.concat(Stream.of(SHELL, "-c", script, list.toString()), command.stream())
        .toList();
  }

  /** Returns the ids of the processes in it, and in those that they have made below it. */
  public Set<Long> pids() {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> file.endsWith(PROCESSES))
          .flatMap(file -> read(file.toFile()).lines())
          .map(Long::valueOf)
          .filter(pid -> pid > 0) // those outside of this PID namespace have none here
          .collect(toSet());
    } catch (IOException | UncheckedIOException e) {
      return Set.of(); // one below has just been removed; the next look sees the others
    }
  }

  /** Returns whether a process in it, or below it, runs; a zombie does not. */
  public boolean isPopulated() {
    return events().contains(POPULATED);
  }

  /** Stops all processes in it, and those that they start meanwhile, until {@link #thaw}. */
  public void freeze() {
    isFrozen = true;
    request(FREEZE, "1");
    for (int i = 0; i < LOOKS_UNTIL_FROZEN && !events().contains(FROZEN); i++) {
      Thread.onSpinWait();
    }
  }

  /** Returns whether it was frozen, and not let continue since. */
  public boolean isFrozen() {
    return isFrozen;
  }

  /** Lets them continue. */
  public void thaw() {
    if (isFrozen) {
      request(FREEZE, "0");
      isFrozen = false;
    }
  }

  /** Kills all processes in it, and those that they start meanwhile. */
  public void kill() {
    request(KILL, "1");
  }

  private String events() {
    return read(directory.resolve(EVENTS).toFile());
  }

  /** Does nothing if the kernel is too old to know the file: the caller signals each process. */
  private void request(String file, String what) {
    try {
      write(file, what);
    } catch (IOException e) {
      // There is a slower way, which is always used as well.
    }
  }

  private void write(String file, String what) throws IOException {
    File target = directory.resolve(file).toFile();
    if (!target.exists()) {
      throw new IOException(target + " does not exist");
    }
    try (FileOutputStream out = new FileOutputStream(target)) {
      out.write(what.getBytes(ISO_8859_1));
    }
  }

  /** Returns whether it is still there. */
  boolean exists() {
    return Files.exists(directory);
  }

  private static String read(File file) {
    try {
      return text(file);
    } catch (IOException e) {
      return "";
    }
  }

  static String text(File file) throws IOException {
    try (FileInputStream in = new FileInputStream(file)) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  /** Removes it, and those below it, unless there is a process in one of them. */
  void remove() {
    remove(directory);
  }

  static void remove(Path cgroup) {
    try (Stream<Path> all = Files.walk(cgroup)) {
      List<Path> deepestFirst =
          all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    } catch (IOException | UncheckedIOException e) {
      // A process runs in it, or it is gone.
    }
  }

  /** Returns its directory. */
  @Override
  public String toString() {
    return directory.toString();
  }
}
