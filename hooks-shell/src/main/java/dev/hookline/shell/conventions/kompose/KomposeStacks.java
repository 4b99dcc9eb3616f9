package dev.hookline.shell.conventions.kompose;

import dev.hookline.api.HookSourceException;
import dev.hookline.shell.NameOrder;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Some of the stacks below a root, in the order of the bytes of their names (K25 uses that of the
 * locale). Immutable and thread-safe.
 */
public final class KomposeStacks {
  private final List<String> names;

  private KomposeStacks(List<String> names) {
    this.names = names;
  }

  /** What to do with one stack. */
  @FunctionalInterface
  public interface Action {
    /**
     * Runs the action.
     *
     * @throws Exception if it failed for this stack
     */
    void run(String stack) throws Exception;
  }

  /**
   * The result of each stack, in order.
   *
   * @param failures each stack, with its failure if it failed
   */
  public record Summary(Map<String, Optional<Exception>> failures) {
    /** Refuses null, and copies the map in its order. */
    public Summary {
      failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
      failures.forEach(
          (stack, failure) -> {
            Objects.requireNonNull(stack, "stack");
            Objects.requireNonNull(failure, "failure");
          });
    }

    /** Returns whether every stack succeeded. */
    public boolean isSuccess() {
      return failures.values().stream().allMatch(Optional::isEmpty);
    }

    /** Returns one line for each stack, and one for all. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      failures.forEach(
          (stack, failure) ->
              text.append(stack)
                  .append(failure.map(f -> ": failed: " + firstLine(f)).orElse(": succeeded"))
                  .append(System.lineSeparator()));
      long failed = failures.values().stream().filter(Optional::isPresent).count();
      return text.append(failures.size() - failed + " succeeded, " + failed + " failed").toString();
    }

    private static String firstLine(Exception failure) {
      return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
  }

  /**
   * Returns the stacks that match: directories with a {@code compose.yaml}, {@code
   * docker-compose.yml} or the like, or a {@code hooks.sh}. Hidden directories are not among them.
   *
   * @param root where the stacks are
   * @param patterns a comma-separated list of globs, such as {@code blog,shop-*}; {@code *} is all
   * @throws HookSourceException if one of the patterns matches no stack
   */
  public static KomposeStacks matching(Path root, String patterns) {
    List<String> all = stacks(root);
    List<String> globs = Stream.of(patterns.split(",")).map(String::strip).toList();
    List<String> unmatched =
        globs.stream().filter(g -> all.stream().noneMatch(s -> matches(g, s))).toList();
    if (!unmatched.isEmpty()) {
      throw new HookSourceException(
          unmatched.stream()
              .map(g -> "no stack in " + root + " matches \"" + g + "\"; there are " + all)
              .toList());
    }
    return new KomposeStacks(
        all.stream().filter(s -> globs.stream().anyMatch(g -> matches(g, s))).toList());
  }

  private static boolean matches(String glob, String stack) {
    try {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      return matcher.matches(Path.of(stack));
    } catch (PatternSyntaxException e) {
      return glob.equals(stack); // to bash, a bracket that nothing closes is a bracket
    }
  }

  private static List<String> stacks(Path root) {
    try (Stream<Path> files = Files.list(root)) {
      return files
          .filter(KomposeStacks::isStack)
          .map(file -> Objects.requireNonNull(file.getFileName()).toString())
          .filter(name -> !name.startsWith("."))
          .sorted(NameOrder.BYTES)
          .toList();
    } catch (IOException e) {
      throw new HookSourceException(
          root + " cannot be read as a directory of stacks; correct the path");
    }
  }

  private static boolean isStack(Path directory) {
    return Stream.of(
            "compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml", "hooks.sh")
        .anyMatch(name -> Files.isRegularFile(directory.resolve(name)));
  }

  /** Returns the names of the stacks. */
  public List<String> names() {
    return names;
  }

  /**
   * Runs the action for each stack. A stack that fails does not stop the others, as kompose's own
   * summary intends (K13, where kompose dies at the first one). An interrupt does.
   */
  public Summary run(Action action) {
    Map<String, Optional<Exception>> failures = new LinkedHashMap<>();
    for (String stack : names) {
      failures.put(stack, failure(action, stack));
    }
    return new Summary(failures);
  }

  private static Optional<Exception> failure(Action action, String stack) {
    if (Thread.currentThread().isInterrupted()) {
      return Optional.of(
          new InterruptedException("not run, because an earlier stack was interrupted"));
    }
    try {
      action.run(stack);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(e);
    } catch (Exception e) {
      return Optional.of(e);
    }
  }
}
