package dev.hookline.shell.testing;

import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of conventions share: a project, and few words to write its files. */
public abstract class ConventionTestCase {
  @TempDir protected Path project;

  @BeforeEach
  void keepOthersOut() throws IOException {
    rights(project, "rwxr-xr-x");
  }

  protected static void rights(Path file, String rights) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  /** Writes a file without the right to execute, with these lines, the last one ended. */
  protected Path write(String name, String... lines) throws IOException {
    Path file = project.resolve(name);
    Path parent = Objects.requireNonNull(file.getParent());
    Files.createDirectories(parent);
    Files.writeString(file, String.join("\n", lines) + (lines.length == 0 ? "" : "\n"));
    for (Path p = file; p.startsWith(project); p = Objects.requireNonNull(p.getParent())) {
      rights(p, Files.isDirectory(p) ? "rwxr-xr-x" : "rw-r--r--");
    }
    return file;
  }

  protected Path executable(String name, String... lines) throws IOException {
    Path file = write(name, lines);
    rights(file, "rwxr-xr-x");
    return file;
  }

  protected TestRun run() {
    return TestRun.in(project);
  }

  /** Returns the first failure's message with what differs from run to run replaced. */
  protected String messageOf(TestRun run) {
    return run.failures
        .get(0)
        .getMessage()
        .replace(project.toString(), "PROJECT")
        .replaceAll("ran for:   [0-9.]+ s", "ran for:   TIME");
  }

  /** Returns the problems of a source, with the project's path left out. */
  protected List<String> problems(HookSource source) {
    return Assertions.catchThrowableOfType(HookSourceException.class, source::load)
        .problems()
        .stream()
        .map(problem -> problem.replace(project.toString(), "PROJECT"))
        .toList();
  }

  protected static List<String> names(List<HookSpec> specs) {
    return specs.stream().map(spec -> spec.phase() + "/" + spec.name()).toList();
  }
}
