package dev.hookline.shell.tree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads what Linux says of its processes. A process that ends while it is examined, or that may not
 * be examined, counts as nonexistent. Files are read by streams, because an interrupt would close a
 * channel.
 */
final class ProcFs {
  private static final File PROC = new File("/proc");
  private static final int READS_DURING_EXEC = 5;
  private static final boolean AVAILABLE = new File(PROC, "self/stat").canRead();
  private static final int STAT_BYTES = 512;
  private static final int STATUS_BYTES = 4096;
  private static final int SESSION_FIELD = 6;
  private static final int START_FIELD = 22;
  private static final String CAUGHT = "SigCgt:";

  private ProcFs() {}

  /**
   * What {@code /proc/PID/stat} says of a process.
   *
   * @param start when it was started, in clock ticks since the boot
   */
  record Stat(long pid, long parent, long group, long session, long start, boolean isAlive) {}

  static boolean isAvailable() {
    return AVAILABLE;
  }

  /** Returns the id that was given last, to a process or a thread. */
  static long lastPid() {
    return LastPid.look();
  }

  /** Returns the number that begins there; loops, since a stream takes milliseconds to load. */
  private static long number(String text, int start) {
    long number = 0;
    for (int i = start; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  /** Returns how many ids there are, or 0 if that is not known. */
  static long mostPids() {
    return PidMax.VALUE;
  }

  private static final class PidMax {
    static final long VALUE = number(head(new File(PROC, "sys/kernel/pid_max"), 32).orElse(""), 0);
  }

  /** Returns whether a process or a thread has this id; costs a tenth of reading what it is. */
  static boolean exists(long id) {
    return new File(PROC, Long.toString(id)).exists();
  }

  /** Returns whether a thread of this JVM has this id. */
  static boolean isOwnThread(long id) {
    return new File(PROC, "self/task/" + id).exists();
  }

  /** Returns the ids of all processes, in no order. */
  static List<Long> pids() {
    String[] names = PROC.list();
    List<Long> pids = new ArrayList<>();
    for (String name : names == null ? new String[0] : names) {
      if (isPid(name)) {
        pids.add(Long.parseLong(name));
      }
    }
    return pids;
  }

  private static boolean isPid(String name) {
    return name.charAt(0) >= '1' && name.charAt(0) <= '9';
  }

  static Optional<Stat> stat(long pid) {
    Optional<String> text = head(file(pid, "stat"), STAT_BYTES);
    return text.isEmpty() ? Optional.empty() : Optional.of(parse(pid, text.get()));
  }

  /** Parses the fields after the name, which stands in parentheses and may hold anything. */
  private static Stat parse(long pid, String text) {
    int state = text.lastIndexOf(')') + 2;
    int parent = state + 2;
    int group = text.indexOf(' ', parent) + 1;
    int session = text.indexOf(' ', group) + 1;
    int start = session;
    for (int i = SESSION_FIELD; i < START_FIELD; i++) {
      start = text.indexOf(' ', start) + 1;
    }
    char letter = text.charAt(state);
    return new Stat(
        pid,
        number(text, parent),
        number(text, group),
        number(text, session),
        number(text, start),
        letter != 'Z' && letter != 'X');
  }

  /**
   * What a process is doing.
   *
   * @param state a letter, as {@code ps} shows it
   * @param ticks how much CPU time it has used, in clock ticks, for itself and for the kernel
   */
  record Activity(String state, long ticks) {}

  static Optional<Activity> activity(long pid) {
    return head(file(pid, "stat"), STAT_BYTES)
        .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" ", 21))
        .map(f -> new Activity(f[0], Long.parseLong(f[11]) + Long.parseLong(f[12])));
  }

  /** Returns the function of the kernel in which a process waits, if this user may see it. */
  static Optional<String> waitsFor(long pid) {
    return head(file(pid, "wchan"), 128)
        .map(String::strip)
        .filter(where -> !where.isEmpty() && !where.equals("0"));
  }

  /** Returns whether the environment with which the process was started contains this text. */
  static boolean wasStartedWith(long pid, String text) {
    File environment = file(pid, "environ");
    ProcSearch.Result result = ProcSearch.find(environment, text);
    // While a process changes its program, for some microseconds, it seems to have no environment.
    for (int i = 0; result == ProcSearch.Result.EMPTY && i < READS_DURING_EXEC; i++) {
      LockSupport.parkNanos(100_000);
      result = ProcSearch.find(environment, text);
    }
    return result == ProcSearch.Result.FOUND;
  }

  /** Returns whether standard output or standard error of the process is one of these files. */
  static boolean writesTo(long pid, Set<String> files) {
    return files.contains(target(pid, "fd/1")) || files.contains(target(pid, "fd/2"));
  }

  /** Returns whether the process has one of these files open. */
  static boolean hasOpen(long pid, Set<String> files) {
    String[] numbers = file(pid, "fd").list();
    for (String number : numbers == null ? new String[0] : numbers) {
      if (files.contains(target(pid, "fd/" + number))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether this is the id of a process, and not of a thread, which has a stat as well. */
  static boolean isProcess(long id) {
    return ProcSearch.find(file(id, "status"), "\nTgid:\t" + id + "\n") == ProcSearch.Result.FOUND;
  }

  private static String target(long pid, String link) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), link)).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Returns whether this user may see the environment and the files of a process. */
  static boolean mayLookAt(long pid) {
    File environment = file(pid, "environ");
    return environment.canRead() || !environment.exists();
  }

  /** Returns whether processes of other users are listed; the first one belongs to root. */
  static boolean showsAllProcesses() {
    return file(1, "stat").exists();
  }

  /** Returns whether the process has a handler for a signal; true if that cannot be known. */
  static boolean mayCatch(long pid, int signal) {
    return head(file(pid, "status"), STATUS_BYTES)
        .flatMap(status -> status.lines().filter(line -> line.startsWith(CAUGHT)).findFirst())
        .map(line -> Long.parseUnsignedLong(line.substring(CAUGHT.length()).strip(), 16))
        .map(mask -> (mask >>> (signal - 1) & 1) == 1)
        .orElse(true);
  }

  /** Returns the command of a process, or its short name if it has no command. */
  static Optional<String> command(long pid) {
    Optional<String> words =
        head(file(pid, "cmdline"), 4096, UTF_8).map(s -> s.replace('\0', ' ').strip());
    return words
        .filter(command -> !command.isEmpty())
        .or(() -> head(file(pid, "comm"), 64).map(String::strip));
  }

  private static File file(long pid, String name) {
    return new File(PROC, pid + "/" + name);
  }

  private static Optional<String> head(File file, int bytes) {
    return head(file, bytes, ISO_8859_1);
  }

  private static Optional<String> head(File file, int bytes, Charset charset) {
    try (FileInputStream in = new FileInputStream(file)) {
      byte[] buffer = new byte[bytes];
      int length = in.read(buffer);
      return length < 0 ? Optional.of("") : Optional.of(new String(buffer, 0, length, charset));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
