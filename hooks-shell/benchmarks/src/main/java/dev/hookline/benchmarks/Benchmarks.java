package dev.hookline.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures and prints how the goals were reached. Arguments: {@code short} (default) or {@code
 * long}, and which part: {@code core}; without a part all of them. Arguments that begin with a dash
 * go to JMH.
 */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    List<String> args = Arrays.asList(arguments);
    if (!args.isEmpty() && args.get(0).startsWith("-")) {
      org.openjdk.jmh.Main.main(arguments);
      return;
    }
    boolean isLong = args.contains("long");
    List<Table> tables = new ArrayList<>();
    tables.addAll(new CoreGoals(isLong).run());
    System.out.printf(
        "%nJDK %s, %d processors%n%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors());
    tables.forEach(System.out::println);
  }
}
