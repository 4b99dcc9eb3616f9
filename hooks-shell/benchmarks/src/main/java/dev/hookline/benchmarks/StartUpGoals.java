package dev.hookline.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Measures whole processes, by this process and from its start to its end, on this JDK and the
 * newest one beside it: ten lambdas, and three scripts of a directory. All take turns.
 */
final class StartUpGoals {
  private static final List<Class<?>> LAMBDAS =
      List.of(StartUpEmpty.class, StartUpLoop.class, StartUpHookline.class);
  private static final List<Class<?>> SCRIPTS = List.of(ScriptsLoop.class, ScriptsHookline.class);
  private static final String LIBRARIES =
      ".*/(hooks-(api|core|shell)|guava|failureaccess|jspecify|commons-exec|snakeyaml)[^/]*\\.jar";
  private static final int AOT_CACHE_SINCE = 25;

  private final boolean isLong;
  private final Figures figures = new Figures();
  private final Part part = new Part("Start-up of a whole process");
  private final Table table =
      new Table(
          "Start-up",
          "main",
          "ms, median",
          "ms, quiet quarter",
          "ratio to the loop",
          "ratio to nothing",
          "classes");

  StartUpGoals(boolean isLong) {
    this.isLong = isLong;
  }

  Part run() throws Exception {
    part.figures.add(table);
    try (Scratch scratch = new Scratch()) {
      for (int i = 0; i < 3; i++) {
        scratch.script("hooks/" + i + "-step", "#!/bin/sh\ntrue\n");
      }
      Path mains = jarOfMains(scratch.directory.resolve("mains.jar"));
      for (Path home : Jvm.homes()) {
        Jvm jvm = new Jvm(home, Jvm.ownClassPath(mains, LIBRARIES));
        measure(jvm, scratch.directory);
      }
    }
    return part;
  }

  /** Returns the ways to start a main, by their names, with the options of each. */
  private static Map<String, List<String>> ways(Jvm jvm, Path directory, Class<?> main) {
    String archive = directory.resolve(main.getSimpleName() + "-" + jvm.version()).toString();
    Map<String, List<String>> ways = new LinkedHashMap<>();
    ways.put("", List.of("-Xshare:auto"));
    ways.put(" with AppCDS", List.of("-XX:SharedArchiveFile=" + archive + ".jsa"));
    if (jvm.version() >= AOT_CACHE_SINCE) {
      ways.put(" with the AOT cache", List.of("-XX:AOTCache=" + archive + ".aot"));
    }
    return ways;
  }

  private static void train(Jvm jvm, Path directory, Class<?> main, String[] arguments)
      throws Exception {
    for (List<String> options : ways(jvm, directory, main).values()) {
      String option = options.get(0);
      String recording =
          option
              .replace("-XX:SharedArchiveFile", "-XX:ArchiveClassesAtExit")
              .replace("-XX:AOTCache", "-XX:AOTCacheOutput");
      if (!recording.equals(option)) {
        jvm.time(List.of("-Xlog:disable", recording), main, arguments);
      }
    }
  }

  private static String[] arguments(Class<?> main, Path directory) {
    return SCRIPTS.contains(main)
        ? new String[] {"" + directory.resolve("hooks"), "" + directory.resolve("output")}
        : new String[0];
  }

  private void measure(Jvm jvm, Path directory) throws Exception {
    System.err.println("start-up, JDK " + jvm.version());
    List<Class<?>> mains =
        java.util.stream.Stream.of(LAMBDAS, SCRIPTS).flatMap(List::stream).toList();
    for (Class<?> main : mains) {
      train(jvm, directory, main, arguments(main, directory));
    }
    for (int round = -1; round < (isLong ? 61 : 15); round++) {
      for (Class<?> main : mains) {
        for (Map.Entry<String, List<String>> way : ways(jvm, directory, main).entrySet()) {
          List<String> options = List.of("-Xlog:disable", way.getValue().get(0));
          double millis = jvm.time(options, main, arguments(main, directory));
          if (round >= 0) {
            figures.add(key(jvm, main, way.getKey()), millis);
          }
        }
      }
    }
    for (String way : ways(jvm, directory, StartUpLoop.class).keySet()) {
      judge(jvm, way);
      for (Class<?> main : mains) {
        row(
            jvm,
            main,
            way,
            way.isEmpty() ? "" + jvm.classes(main, arguments(main, directory)) : "");
      }
    }
  }

  private static String key(Jvm jvm, Class<?> main, String way) {
    return jvm.version() + main.getSimpleName() + way;
  }

  private void judge(Jvm jvm, String way) {
    String version = "JDK " + jvm.version() + way;
    double most = way.isEmpty() ? 2 : way.endsWith("AppCDS") ? 1.4 : 1.2;
    part.goals.atMost(
        version + ": the same main with a plain loop",
        most,
        figures.ratio(key(jvm, StartUpHookline.class, way), key(jvm, StartUpLoop.class, way)),
        " ×");
    if (way.isEmpty()) {
      part.goals.atMost(
          version + ": three scripts of a directory, to a loop of ProcessBuilder",
          1.7,
          figures.ratio(key(jvm, ScriptsHookline.class, way), key(jvm, ScriptsLoop.class, way)),
          " ×");
    }
  }

  private void row(Jvm jvm, Class<?> main, String way, String classes) {
    String key = key(jvm, main, way);
    Class<?> loop = SCRIPTS.contains(main) ? ScriptsLoop.class : StartUpLoop.class;
    table.row(
        "JDK " + jvm.version() + way + ", " + main.getSimpleName().replace("StartUp", ""),
        Table.figure(figures.median(key)),
        Table.figure(figures.quiet(key)),
        Table.figure(figures.ratio(key, key(jvm, loop, way))),
        Table.figure(figures.ratio(key, key(jvm, StartUpEmpty.class, way))),
        classes);
  }

  /** AppCDS archives classes from jars only. */
  static Path jarOfMains(Path jar) throws IOException {
    List<Class<?>> classes =
        List.of(
            StartUpEmpty.class,
            StartUpLoop.class,
            StartUpHookline.class,
            ScriptsLoop.class,
            ScriptsHookline.class);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      for (Class<?> main : classes) {
        String name = main.getName().replace('.', '/') + ".class";
        entries.putNextEntry(new JarEntry(name));
        try (InputStream bytes = main.getResourceAsStream("/" + name)) {
          bytes.transferTo(entries);
        }
      }
    }
    return jar;
  }
}
