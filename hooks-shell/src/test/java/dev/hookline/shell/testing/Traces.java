package dev.hookline.shell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.files.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a JVM leaves on its machine: temporary files, open files, threads, children and zombies.
 *
 * <p>The threads with which the JDK waits for processes end after a minute without work; they are
 * no more than there were processes at once, and are not counted, nor is the common pool, in which
 * the tests themselves wait. Nor are spare pipes in the private directory, which goes with the JVM.
 */
public record Traces(
    Set<String> temporaryFiles, long openFiles, Set<String> threads, long children) {

  public static Traces now() throws IOException {
    System.gc();
    return new Traces(
        ourFiles(),
        names(Path.of("/proc/self/fd")).count(),
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> !name.startsWith("process reaper") && !name.startsWith("ForkJoinPool"))
            .collect(Collectors.toSet()),
        ProcessHandle.current().children().count());
  }

  private static Set<String> ourFiles() throws IOException {
    Stream<String> ours = names(PrivateDirectory.path()).filter(name -> !name.endsWith(".pipe"));
    Stream<String> others =
        names(Path.of(System.getProperty("java.io.tmpdir")))
            .filter(name -> name.startsWith("hookline-"));
    return Stream.concat(ours, others).collect(Collectors.toSet());
  }

  private static Stream<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  public void assertNoMoreThan(Traces before) {
    assertThat(temporaryFiles).isSubsetOf(before.temporaryFiles);
    assertThat(openFiles).isLessThanOrEqualTo(before.openFiles + 1);
    assertThat(threads).isSubsetOf(before.threads);
    assertThat(children).isLessThanOrEqualTo(before.children);
  }
}
