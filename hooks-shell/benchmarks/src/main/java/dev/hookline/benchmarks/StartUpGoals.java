package dev.hookline.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Measures whole processes that run ten lambdas, on this JDK and the newest one beside it. */
final class StartUpGoals {
  private static final List<Class<?>> MAINS =
      List.of(StartUpEmpty.class, StartUpLoop.class, StartUpHookline.class);

  private final boolean isLong;
  private final Figures figures = new Figures();

  StartUpGoals(boolean isLong) {
    this.isLong = isLong;
  }

  List<Table> run() throws Exception {
    Table goals = Table.ofGoals("Start-up of a whole process with ten lambdas");
    Table table =
        new Table("Start-up", "main", "ms", "ratio to the loop", "ratio to nothing", "classes");
    try (Scratch scratch = new Scratch()) {
      String classPath = classPath(jarOfMains(scratch.directory.resolve("mains.jar")));
      for (Path home : homes()) {
        measure(scratch, home, classPath, goals, table);
      }
    }
    return List.of(goals, table);
  }

  private void measure(Scratch scratch, Path home, String classPath, Table goals, Table table)
      throws Exception {
    String jdk = "JDK " + home.getFileName();
    System.err.println("start-up, " + jdk);
    for (Class<?> main : MAINS) {
      start(home, "-XX:ArchiveClassesAtExit=" + archive(scratch, main), classPath, main);
    }
    for (int round = -1; round < (isLong ? 41 : 11); round++) {
      for (Class<?> main : MAINS) {
        double plain = start(home, "-Xshare:auto", classPath, main);
        double shared =
            start(home, "-XX:SharedArchiveFile=" + archive(scratch, main), classPath, main);
        if (round >= 0) {
          figures.add(key(home, main, ""), plain);
          figures.add(key(home, main, " with AppCDS"), shared);
        }
      }
    }
    String version = "JDK " + version(home);
    for (String how : new String[] {"", " with AppCDS"}) {
      String ours = key(home, StartUpHookline.class, how);
      String loop = key(home, StartUpLoop.class, how);
      double most = how.isEmpty() ? 2.5 : 1.4;
      goals.atMost(
          version + how + ": ≤ " + most + " × the same main with a plain loop",
          most,
          figures.ratio(ours, loop),
          " ×");
      for (Class<?> main : MAINS) {
        String key = key(home, main, how);
        table.row(
            version + how + ", " + main.getSimpleName().replace("StartUp", ""),
            Table.figure(figures.median(key)),
            Table.figure(figures.ratio(key, loop)),
            Table.figure(figures.ratio(key, key(home, StartUpEmpty.class, how))),
            how.isEmpty() ? String.valueOf(loadedClasses(home, classPath, main)) : "");
      }
    }
  }

  private static Path archive(Scratch scratch, Class<?> main) {
    return scratch.directory.resolve(main.getSimpleName() + ".jsa");
  }

  private static String key(Path home, Class<?> main, String how) {
    return home + main.getSimpleName() + how;
  }

  private static double start(Path home, String option, String classPath, Class<?> main)
      throws Exception {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                home.resolve("bin/java").toString(),
                "-Xlog:disable",
                option,
                "-cp",
                classPath,
                main.getName())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(main + " failed");
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static long loadedClasses(Path home, String classPath, Class<?> main) throws Exception {
    Process process =
        new ProcessBuilder(
                home.resolve("bin/java").toString(),
                "-Xlog:class+load",
                "-cp",
                classPath,
                main.getName())
            .start();
    try (Stream<String> lines = process.inputReader().lines()) {
      return lines.filter(line -> line.contains("source:")).count();
    }
  }

  /** This JDK and the newest one of the others that lie beside it. */
  private static List<Path> homes() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    List<Path> homes = new ArrayList<>();
    try (Stream<Path> beside = Files.list(own.getParent())) {
      for (Path home : beside.sorted().toList()) {
        boolean isJdk = Files.isExecutable(home.resolve("bin/java")) && !Files.isSymbolicLink(home);
        if (isJdk && !version(home).equals(version(own))) {
          homes.add(home);
        }
      }
    }
    homes.sort(java.util.Comparator.comparingInt(home -> Integer.parseInt(version(home))));
    return homes.isEmpty() ? List.of(own) : List.of(own, homes.get(homes.size() - 1));
  }

  private static String version(Path home) {
    try (Stream<String> facts = Files.lines(home.resolve("release"))) {
      String fact = facts.filter(line -> line.startsWith("JAVA_VERSION=")).findFirst().orElse("0");
      return fact.replaceAll("[^0-9]*([0-9]+).*", "$1");
    } catch (IOException e) {
      return "0";
    }
  }

  /** AppCDS archives classes from jars only. */
  private static Path jarOfMains(Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      for (Class<?> main : MAINS) {
        String name = main.getName().replace('.', '/') + ".class";
        entries.putNextEntry(new JarEntry(name));
        try (InputStream bytes = main.getResourceAsStream("/" + name)) {
          bytes.transferTo(entries);
        }
      }
    }
    return jar;
  }

  /** What an embedding tool has: the engine, and Guava, which it may use. */
  private static String classPath(Path mains) {
    StringBuilder path = new StringBuilder(mains.toString());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.matches(".*(hooks-(api|core)|guava|failureaccess|jspecify).*")) {
        path.append(File.pathSeparator).append(entry);
      }
    }
    return path.toString();
  }
}
