package dev.hookline.shell.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A command that sleeps for a time that no other command on the machine sleeps for. */
public final class Sleeper {
  private static final AtomicLong NUMBER = new AtomicLong(ProcessHandle.current().pid() * 100_000L);

  private static final Pattern WRAPPED = Pattern.compile("^(?:setsid|env|nohup)\\x00");

  private final String seconds = "3600." + NUMBER.incrementAndGet();

  /** Returns the command. */
  public String command() {
    return "sleep " + seconds;
  }

  /** Returns the ids of the processes that run it now. */
  public List<Long> running() {
    return running(seconds);
  }

  /** Returns the ids of the processes that run it, once so many have come to that. */
  public List<Long> awaitRunning(int count) {
    List<Long> found = begun();
    while (found.size() < count) {
      checkTime();
      found = begun();
    }
    return found;
  }

  /** What is still the program that is to become it has another command yet. */
  private List<Long> begun() {
    return running().stream().filter(pid -> !WRAPPED.matcher(read(pid, "cmdline")).find()).toList();
  }

  /** Waits until none runs. */
  public void awaitNone() {
    while (!running().isEmpty()) {
      checkTime();
    }
    checkTime(); // whoever is interrupted can read nothing, and would find none
  }

  /** The time limit of a test interrupts it. */
  private void checkTime() {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("the time is up for: " + command());
    }
  }

  /** Returns the ids of the processes, zombies aside, that have a text in their command. */
  public static List<Long> running(String text) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> read(pid, "cmdline").contains(text) && !isZombie(pid))
        .toList();
  }

  private static boolean isZombie(long pid) {
    String stat = read(pid, "stat");
    return stat.isEmpty() || stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
  }

  private static String read(long pid, String name) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/" + name), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** Ends what a test has left running on purpose. */
  public void endAll() {
    Stream.of(running()).flatMap(List::stream).forEach(Sleeper::kill);
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public String toString() {
    return command();
  }
}
