package dev.hookline.example;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Copies and deletes directories. */
final class Trees {
  private Trees() {}

  /**
   * Copies a directory, except for {@code .git} and {@code without}. Only the owner may write the
   * copy, so that its hooks can be trusted regardless of what the umask was when the original was
   * made.
   */
  static void copy(Path from, Path to, Path without) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (directory.equals(without) || directory.endsWith(".git")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Path copy = Files.createDirectories(to.resolve(from.relativize(directory)));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            copyFile(file, to.resolve(from.relativize(file)), attributes);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void copyFile(Path file, Path copy, BasicFileAttributes attributes)
      throws IOException {
    if (attributes.isOther()) {
      throw new IOException(file + " is neither a file nor a link; remove it");
    }
    Files.copy(file, copy, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isRegularFile()) {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(copy);
      rights.removeAll(Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
      Files.setPosixFilePermissions(copy, rights);
    }
  }

  static void delete(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
