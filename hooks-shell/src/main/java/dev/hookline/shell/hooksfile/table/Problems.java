package dev.hookline.shell.hooksfile.table;

import dev.hookline.api.HookSourceException;
import dev.hookline.shell.config.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** The problems of a file, and how much of it was read. Not thread-safe. */
public final class Problems {
  private static final int MOST = 50;

  private final List<String> problems = new ArrayList<>();
  private final long mostValues;
  private long values;

  /**
   * Starts without problems.
   *
   * @param mostValues how many values are read at most; aliases let a small file have many
   */
  public Problems(long mostValues) {
    this.mostValues = mostValues;
  }

  /** Notes that another value is expected here. */
  public void expected(YamlNode node, String expected) {
    add(node.problem(expected));
  }

  /** Notes that something is wrong with a value that is of the right shape. */
  public void at(YamlNode node, String words) {
    add(node.place() + ": " + words);
  }

  /** Notes problems that stand by themselves. */
  public void addAll(List<String> more) {
    more.forEach(this::add);
  }

  private void add(String problem) {
    if (problems.size() < MOST) {
      problems.add(problem);
    } else if (problems.size() == MOST) {
      problems.add("more problems follow");
    }
  }

  /**
   * Counts values that are read, or made of what was read.
   *
   * @throws HookSourceException if they are too many
   */
  public void count(YamlNode node, long more) {
    values += Math.min(more, Integer.MAX_VALUE);
    if (values > mostValues) {
      throw new HookSourceException(
          node.place()
              + ": found more than "
              + mostValues
              + " values, each counted as often as an alias or a matrix repeats it; expected"
              + " fewer");
    }
  }

  /** Returns how many values were counted. */
  long counted() {
    return values;
  }

  /**
   * Returns normally if there is none.
   *
   * @throws HookSourceException with all of them
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new HookSourceException(problems);
    }
  }
}
