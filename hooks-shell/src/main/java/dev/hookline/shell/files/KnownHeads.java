package dev.hookline.shell.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The beginnings of scripts that were read before. A tool that runs the same script for many
 * targets reads it once: to open a file takes another thread, for it may have become a pipe, and
 * costs more than all looks at it. Thread-safe.
 *
 * <p>A file is the same as long as its number, its size, and the times of its last change and of
 * its last writing are. No one can set the time of the last change, so that this fails only for two
 * changes so soon after each other that they have one time; therefore a file is not remembered in
 * the first moments after a change. That assumes that the clock of the file system is not behind
 * ours by as much.
 *
 * <p>There are two limits. A file system that keeps no time of the last change, as with vfat, sshfs
 * and others in user space, shows that of the last writing instead, which anyone who writes to the
 * file can set back: a change that keeps the size, too, is then not seen. And NFS keeps what it
 * knows of a file, usually for up to a minute: what another client changes may be seen as late.
 */
public final class KnownHeads {
  private static final int MOST = 1_000;

  /** The coarsest times of file systems in use are those of whole seconds. */
  static final long MOMENTS_MILLIS = TimeUnit.SECONDS.toMillis(2);

  private static final String IDENTITY = "unix:dev,ino,size,ctime,lastModifiedTime";
  private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Known(Map<String, Object> identity, byte[] head) {}

  private KnownHeads() {}

  /**
   * Returns the beginning of a regular file; the bytes must not be changed.
   *
   * @param most how many bytes are read, the same for all files
   * @throws IOException if it cannot be read
   */
  public static byte[] head(Path file, int most) throws IOException {
    Map<String, Object> identity = identity(file);
    Known known = KNOWN.get(file);
    if (known != null && known.identity.equals(identity)) {
      return known.head;
    }
    return read(file, identity, most);
  }

  /**
   * Reads it, and remembers it if this was the file of that identity. A link may lead elsewhere by
   * now, and back again as soon as it has been read, so that it is followed only once.
   */
  static byte[] read(Path file, Map<String, Object> identity, int most) throws IOException {
    long now = System.currentTimeMillis();
    Path real = real(file);
    byte[] head = RegularFile.head(real, most);
    if (hasSettled(identity, now) && identity.equals(identity(real))) {
      remember(file, new Known(identity, head));
    }
    return head;
  }

  static Map<String, Object> identity(Path file) throws IOException {
    return Files.readAttributes(file, IDENTITY);
  }

  /** A file that is open under {@code /dev/fd} may have no name any more. */
  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file;
    }
  }

  private static boolean hasSettled(Map<String, Object> identity, long now) {
    return identity.get("ctime") instanceof FileTime changed
        && changed.toMillis() < now - MOMENTS_MILLIS;
  }

  private static void remember(Path file, Known known) {
    if (KNOWN.size() >= MOST) {
      KNOWN.clear();
    }
    KNOWN.put(file, known);
  }
}
