package dev.hookline.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A JDK of this machine that runs mains as processes of their own. */
final class Jvm {
  private final Path home;
  private final String classPath;

  Jvm(Path home, String classPath) {
    this.home = home;
    this.classPath = classPath;
  }

  /** This JDK and the newest one of the others that lie beside it. */
  static List<Path> homes() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    List<Path> homes = new ArrayList<>();
    try (Stream<Path> beside = Files.list(own.getParent())) {
      for (Path home : beside.sorted().toList()) {
        boolean isJdk = Files.isExecutable(home.resolve("bin/java")) && !Files.isSymbolicLink(home);
        if (isJdk && version(home) != version(own)) {
          homes.add(home);
        }
      }
    }
    homes.sort(Comparator.comparingInt(Jvm::version));
    return homes.isEmpty() ? List.of(own) : List.of(own, homes.get(homes.size() - 1));
  }

  private static int version(Path home) {
    try (Stream<String> facts = Files.lines(home.resolve("release"))) {
      String fact = facts.filter(line -> line.startsWith("JAVA_VERSION=")).findFirst().orElse("0");
      return Integer.parseInt(fact.replaceAll("[^0-9]*([0-9]+).*", "$1"));
    } catch (IOException e) {
      return 0;
    }
  }

  int version() {
    return version(home);
  }

  List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** Runs a main and returns how many milliseconds the whole process took. */
  double time(List<String> options, Class<?> main, String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command(options, main, arguments))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    int code = builder.start().waitFor();
    double millis = (System.nanoTime() - start) / 1e6;
    if (code != 0) {
      throw new IOException(builder.command() + " ended with " + code);
    }
    return millis;
  }

  /** Runs a main and returns what it writes. */
  List<String> output(List<String> options, Class<?> main, String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(command(options, main, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Stream<String> lines = process.inputReader().lines()) {
      return lines.toList();
    }
  }

  /**
   * Returns how many classes a main loads, those of the JDK that come from its archive included.
   */
  long classes(Class<?> main, String... arguments) throws Exception {
    return output(List.of("-Xlog:class+load"), main, arguments).stream()
        .filter(line -> line.contains(" source: "))
        .count();
  }

  /** Returns the class path of this JVM, without what does not match. */
  static String ownClassPath(Path first, String pattern) {
    StringBuilder path = new StringBuilder(first.toString());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.matches(pattern)) {
        path.append(File.pathSeparator).append(entry);
      }
    }
    return path.toString();
  }
}
