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
 * <p>A file is the same as long as its number and the time of its last change are. No one can set
 * that time, so that this fails only for two changes so soon after each other that they have one
 * time; therefore a file is not remembered in the first moments after a change. That assumes that
 * the clock of the file system is not behind ours by as much.
 */
public final class KnownHeads {
  private static final int MOST = 1_000;

  /** The coarsest times of file systems in use are those of whole seconds. */
  static final long MOMENTS_MILLIS = TimeUnit.SECONDS.toMillis(2);

  private static final String IDENTITY = "unix:dev,ino,ctime";
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
    Map<String, Object> identity = Files.readAttributes(file, IDENTITY);
    Known known = KNOWN.get(file);
    if (known != null && known.identity.equals(identity)) {
      return known.head;
    }
    long now = System.currentTimeMillis();
    byte[] head = RegularFile.head(file, most);
    if (hasSettled(identity, now)) {
      remember(file, new Known(identity, head));
    }
    return head;
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
