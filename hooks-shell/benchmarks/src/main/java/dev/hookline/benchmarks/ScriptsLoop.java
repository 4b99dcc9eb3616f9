package dev.hookline.benchmarks;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;

/**
 * Runs the scripts of a directory by name, each into a file, and reports: what {@link
 * ScriptsHookline} is held to. Arguments: the directory, the file.
 */
public final class ScriptsLoop {
  private ScriptsLoop() {}

  public static void main(String[] arguments) throws Exception {
    String[] names = new File(arguments[0]).list();
    if (names == null) {
      throw new IOException("no directory: " + arguments[0]);
    }
    Arrays.sort(names);
    StringBuilder report = new StringBuilder("deploy succeeded");
    for (String name : names) {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(arguments[0] + "/" + name)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(new File(arguments[1]))
              .start();
      if (process.waitFor() != 0) {
        throw new IOException(name + ": exit " + process.exitValue());
      }
      report.append("\n  succeeded hook \"").append(name);
      report.append("\" in ").append((System.nanoTime() - start) / 1_000_000).append(" ms");
    }
    System.out.println(report);
  }
}
