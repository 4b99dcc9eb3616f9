package dev.hookline.shell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JVM in namespaces of its own, which {@code unshare(1)} makes, even for a user without rights.
 */
public final class Namespaces {
  private static final String REFUSED = "unshare: unshare failed: Operation not permitted";

  private final List<String> words;
  private final Map<String, String> environment;

  private Namespaces(List<String> words, Map<String, String> environment) {
    this.words = words;
    this.environment = environment;
  }

  /** The JVM is process 1. */
  public static Namespaces ofProcesses() {
    return new Namespaces(
        List.of("unshare", "--map-root-user", "--pid", "--fork", "--mount-proc"), Map.of());
  }

  /** There is no /proc, without which the launcher does not find its own libraries. */
  public static Namespaces withoutProc() {
    String libraries = System.getProperty("java.home") + "/lib";
    return new Namespaces(
        List.of(
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs none /proc && exec \"$@\"",
            "sh"),
        Map.of("LD_LIBRARY_PATH", libraries + ":" + libraries + "/server"));
  }

  /**
   * Runs a class, and returns whether this machine allows that: some let no user make namespaces,
   * and nothing can be seen there.
   */
  public boolean hasRun(Path log, Class<?> tool, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(words);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Two JVMs that are process 1 would want the same file for their figures, and say so.
    command.add("-XX:-UsePerfData");
    command.addAll(List.of("-cp", ToolUnderTest.classPath(), tool.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean isSuccess = process.waitFor() == 0;
    if (!isSuccess) {
      assertThat(Files.readString(log).strip()).isEqualTo(REFUSED);
    }
    return isSuccess;
  }
}
