package dev.hookline.shell.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Files that this user alone may change, regardless of the umask of the build. */
public final class OwnFile {
  private OwnFile() {}

  /** Writes a file that is not executable; makes its directory if it is not there. */
  public static Path write(Path file, String text) throws IOException {
    closed(Files.createDirectories(file.getParent()));
    return closed(Files.writeString(file, text));
  }

  /** Lets neither the group nor others change a file or a directory, and returns it. */
  public static Path closed(Path path) throws IOException {
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
    rights.remove(PosixFilePermission.GROUP_WRITE);
    rights.remove(PosixFilePermission.OTHERS_WRITE);
    return Files.setPosixFilePermissions(path, rights);
  }
}
