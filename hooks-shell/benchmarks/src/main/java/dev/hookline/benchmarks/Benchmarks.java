package dev.hookline.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Measures, prints which goals were reached, and writes that into {@code
 * hooks-shell/docs/benchmarks.md}. Arguments:
 *
 * <ul>
 *   <li>{@code short} (default) or {@code long}
 *   <li>which parts: {@code core}, {@code startup}, {@code scripts}, {@code output}, {@code
 *       loading}, {@code growth}; all of them by default
 *   <li>{@code look}: writes nothing
 *   <li>{@code attacks}: writes the table of {@link AttackTable} instead
 *   <li>arguments that begin with a dash go to JMH, for example {@code -l}
 * </ul>
 */
public final class Benchmarks {
  private static final Set<String> SETTINGS = Set.of("short", "long", "look");
  private static final Path DOCUMENT = Path.of("..", "docs", "benchmarks.md");
  private static final Path HISTORY = Path.of("history.tsv");

  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    List<String> args = Arrays.asList(arguments);
    if (!args.isEmpty() && args.get(0).startsWith("-")) {
      org.openjdk.jmh.Main.main(arguments);
      return;
    }
    if (args.contains("attacks")) {
      AttackTable.main(arguments);
      return;
    }
    measure(args);
    System.exit(0);
  }

  private static Map<String, Callable<Part>> parts(boolean isLong) {
    Map<String, Callable<Part>> parts = new LinkedHashMap<>();
    parts.put("core", () -> new CoreGoals(isLong).run());
    parts.put("startup", () -> new StartUpGoals(isLong).run());
    parts.put("scripts", () -> new ScriptGoals(isLong).run());
    parts.put("output", () -> new OutputGoals(isLong).run());
    parts.put("loading", () -> new LoadingGoals(isLong).run());
    parts.put("growth", () -> new GrowthGoals().run());
    return parts;
  }

  private static void measure(List<String> args) throws Exception {
    Map<String, Callable<Part>> parts = parts(args.contains("long"));
    Set<String> chosen = new TreeSet<>(args);
    chosen.removeAll(SETTINGS);
    if (!parts.keySet().containsAll(chosen)) {
      throw new IllegalArgumentException(
          chosen + " has a word that is neither a part, " + parts.keySet() + ", nor " + SETTINGS);
    }
    History history = new History(HISTORY);
    Document document = new Document(DOCUMENT);
    for (Map.Entry<String, Callable<Part>> part : parts.entrySet()) {
      if (chosen.isEmpty() || chosen.contains(part.getKey())) {
        long start = System.nanoTime();
        List<Table> tables = part.getValue().call().tables(history);
        String introduction = introduction(System.nanoTime() - start);
        System.out.println(introduction + "\n");
        tables.forEach(System.out::println);
        document.replace(part.getKey(), introduction, tables);
      }
    }
    if (!args.contains("look")) {
      document.write();
      history.write();
    }
  }

  private static String introduction(long nanos) {
    return "JDK "
        + Runtime.version().feature()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors; took "
        + TimeUnit.NANOSECONDS.toSeconds(nanos)
        + " s; load at the end "
        + Table.figure(
            java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage())
        + ".";
  }
}
