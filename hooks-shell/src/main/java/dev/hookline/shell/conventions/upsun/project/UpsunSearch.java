package dev.hookline.shell.conventions.upsun.project;

import dev.hookline.shell.NameOrder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds every {@code .platform.app.yaml} of a project, where the platform's own CLI looks (U27): at
 * most four directories down, not in what others wrote ({@code vendor}, {@code node_modules}), nor
 * in what git leaves out. Links to directories are not followed, and directories that may not be
 * read are passed over.
 */
final class UpsunSearch extends SimpleFileVisitor<Path> {
  private static final String NAME = ".platform.app.yaml";
  private static final int DIRECTORIES = 4;
  private static final Set<String> PASSED_OVER =
      Set.of("vendor", "node_modules", ".git", ".hg", ".svn", ".bzr", "CVS");

  private final Path project;
  private final Map<Path, IgnoreRules> rules = new HashMap<>();
  private final List<Path> found = new ArrayList<>();

  private UpsunSearch(Path project) {
    this.project = project;
  }

  /** Returns the files in the order of their paths. */
  static List<Path> in(Path project) throws IOException {
    UpsunSearch search = new UpsunSearch(project);
    Files.walkFileTree(project, Set.of(), DIRECTORIES + 1, search);
    search.found.sort(Comparator.comparing(Path::toString, NameOrder.BYTES));
    return search.found;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes facts) {
    if (directory.equals(project)) {
      rules.put(directory, IgnoreRules.ofClone(project).in(project));
      return FileVisitResult.CONTINUE;
    }
    IgnoreRules above = rulesAbove(directory);
    if (isPassedOver(directory) || above.leaveOut(directory, true)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    rules.put(directory, above.in(directory));
    return FileVisitResult.CONTINUE;
  }

  private boolean isPassedOver(Path directory) {
    return PASSED_OVER.contains(String.valueOf(directory.getFileName()))
        || directory.equals(project.resolve(".platform/local"));
  }

  private IgnoreRules rulesAbove(Path file) {
    return Objects.requireNonNull(
        rules.get(file.getParent()), "rules of a directory passed through");
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
    if (file.endsWith(NAME) && !facts.isDirectory() && !rulesAbove(file).leaveOut(file, false)) {
      found.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (file.equals(project)) {
      throw e;
    }
    return FileVisitResult.CONTINUE;
  }
}
