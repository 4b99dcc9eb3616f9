package dev.hookline.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Measures, and prints which goals were reached. Arguments:
 *
 * <ul>
 *   <li>{@code short} (default) or {@code long}
 *   <li>which parts: {@code core}, {@code scripts}, {@code loading}, {@code startup}; all of them
 *       by default
 *   <li>{@code attacks}: writes the table of {@link AttackTable} instead
 *   <li>arguments that begin with a dash go to JMH, for example {@code -l}
 * </ul>
 */
public final class Benchmarks {
  private static final Set<String> KNOWN =
      Set.of("short", "long", "core", "scripts", "loading", "startup", "attacks");

  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    List<String> args = Arrays.asList(arguments);
    if (!args.isEmpty() && args.get(0).startsWith("-")) {
      org.openjdk.jmh.Main.main(arguments);
      return;
    }
    if (!KNOWN.containsAll(args)) {
      throw new IllegalArgumentException(args + " has a word that is not one of " + KNOWN);
    }
    if (args.contains("attacks")) {
      AttackTable.main(arguments);
      return;
    }
    boolean isLong = args.contains("long");
    boolean all = args.stream().allMatch(arg -> arg.equals("short") || arg.equals("long"));
    List<Table> tables = new ArrayList<>();
    if (all || args.contains("core")) {
      tables.addAll(new CoreGoals(isLong).run());
    }
    if (all || args.contains("scripts")) {
      tables.addAll(new ScriptGoals(isLong).run());
    }
    if (all || args.contains("loading")) {
      tables.addAll(new LoadingGoals(isLong).run());
    }
    if (all || args.contains("loading") || args.contains("startup")) {
      tables.addAll(new StartUpGoals(isLong).run());
    }
    System.out.printf(
        "%nJDK %s, %d processors%n%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors());
    tables.forEach(System.out::println);
    System.exit(0);
  }
}
