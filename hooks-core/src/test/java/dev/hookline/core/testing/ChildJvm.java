package dev.hookline.core.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own, with the class path of the tests. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a child; what comes before the name of the main class are options of the JVM. */
  public static ChildJvm start(String... arguments) throws IOException {
    return start(command(arguments));
  }

  /** Starts a child that can write no file longer than a few kilobytes. */
  public static ChildJvm startWithFullDisk(String... arguments) throws IOException {
    return startAfter("ulimit -f 4", arguments);
  }

  /** Starts a child that signals end, also where those who run the tests ignore them. */
  public static ChildJvm startWithSignals(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,TERM,HUP"));
    command.addAll(command(arguments));
    return start(command);
  }

  /** Starts a child in a shell that has run a command before. */
  public static ChildJvm startAfter(String shellCommand, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", shellCommand + "; exec \"$@\"", "sh"));
    command.addAll(command(arguments));
    return start(command);
  }

  private static ChildJvm start(List<String> command) throws IOException {
    return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Returns the next line that the child wrote. */
  public String line() throws IOException {
    return String.valueOf(output.readLine());
  }

  /** Returns all the lines that the child writes until it ends. */
  public List<String> rest() {
    return output.lines().toList();
  }

  /** Kills the child as {@code kill -9} does, and returns the lines that it had written. */
  public List<String> kill() throws InterruptedException {
    process.toHandle().destroyForcibly(); // unlike that of the process, leaves its output open
    process.waitFor();
    return rest();
  }

  /** Returns the id of its process. */
  public long pid() {
    return process.pid();
  }

  /** Closes the input of the child, which may be waiting for its end. */
  public void closeInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Waits for the end of the child, and returns its exit code. */
  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
