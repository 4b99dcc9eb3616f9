package dev.hookline.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The releases of an application, {@code releases/1} and so on, and the link {@code current}. */
final class Releases {
  private final Path target;
  private final Path directory;

  private Releases(Path target) {
    this.target = target;
    this.directory = target.resolve("releases");
  }

  static Releases in(Path target) throws IOException {
    Releases releases = new Releases(target);
    Files.createDirectories(releases.directory);
    Files.createDirectories(releases.shared());
    return releases;
  }

  /** Returns the directory for what outlives a release. */
  Path shared() {
    return target.resolve("shared");
  }

  /** Returns the link to the current release, which need not exist. */
  Path link() {
    return target.resolve("current");
  }

  /** Returns the current release, if there is one. */
  Optional<Path> current() throws IOException {
    return Files.exists(link()) ? Optional.of(link().toRealPath()) : Optional.empty();
  }

  boolean isCurrent(Path release) throws IOException {
    return Files.exists(link()) && Files.isSameFile(link(), release);
  }

  /** Copies an application into the next release. */
  Release stage(Path application) throws IOException {
    List<Path> all = newestFirst();
    int next = all.isEmpty() ? 1 : number(all.get(0)) + 1;
    Path release = Files.createDirectory(directory.resolve(String.valueOf(next)));
    Trees.copy(application, release, target);
    return new Release(this, release);
  }

  /** Makes a release the current one: whoever looks sees the old one or the new one. */
  void switchTo(Path release) throws IOException {
    Path fresh = target.resolve(".current.new");
    Files.deleteIfExists(fresh);
    Files.createSymbolicLink(fresh, target.toRealPath().relativize(release.toRealPath()));
    Files.move(fresh, link(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes an earlier release, or none, the current one again. */
  void switchBack(Optional<Path> earlier) throws IOException {
    if (earlier.isPresent()) {
      switchTo(earlier.get());
    } else {
      Files.deleteIfExists(link());
    }
  }

  /** Removes all releases but the newest ones and the current one. */
  void keepNewest(int count) throws IOException {
    for (Path old : newestFirst().stream().skip(count).toList()) {
      if (!isCurrent(old)) {
        Trees.delete(old);
      }
    }
  }

  private List<Path> newestFirst() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(Releases::isRelease)
          .sorted(Comparator.comparing(Releases::number).reversed())
          .toList();
    }
  }

  private static boolean isRelease(Path file) {
    return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
        && String.valueOf(file.getFileName()).matches("[1-9]\\d{0,8}");
  }

  private static Integer number(Path release) {
    return Integer.valueOf(String.valueOf(release.getFileName()));
  }
}
