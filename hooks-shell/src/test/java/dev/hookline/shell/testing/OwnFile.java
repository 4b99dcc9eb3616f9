package dev.hookline.shell.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** Files that this user alone may change, regardless of the umask of the build. */
public final class OwnFile {
  private OwnFile() {}

  /** Writes a file that is not executable; makes its directory if it is not there. */
  public static Path write(Path file, String text) throws IOException {
    closed(Files.createDirectories(file.getParent()));
    return closed(Files.writeString(file, text));
  }

  /** Lets everyone read what is in a directory, as another user has to who runs it. */
  public static void open(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String rights = Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
      }
    }
  }

  /** Lets neither the group nor others change a file or a directory, and returns it. */
  public static Path closed(Path path) throws IOException {
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
    rights.remove(PosixFilePermission.GROUP_WRITE);
    rights.remove(PosixFilePermission.OTHERS_WRITE);
    return Files.setPosixFilePermissions(path, rights);
  }
}
