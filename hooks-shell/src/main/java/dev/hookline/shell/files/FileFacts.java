package dev.hookline.shell.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * The kind, the rights and the owner of a file, read at once.
 *
 * @param mode the bits of {@code st_mode}
 * @param uid the number of the owner
 */
public record FileFacts(int mode, int uid) {
  private static final int KIND = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;
  private static final int NAMED_PIPE = 0010000;
  private static final int DEVICE = 0020000;
  private static final int SOCKET = 0140000;

  /** Reads the facts of a file. */
  public static FileFacts of(Path file, LinkOption... options) throws IOException {
    Map<String, Object> facts = Files.readAttributes(file, "unix:mode,uid", options);
    return new FileFacts(number(facts, "mode"), number(facts, "uid"));
  }

  private static int number(Map<String, Object> facts, String name) {
    return facts.get(name) instanceof Integer value ? value : 0;
  }

  /** Returns whether it is a regular file. */
  public boolean isRegularFile() {
    return (mode & KIND) == REGULAR;
  }

  /** Returns whether it is a directory. */
  public boolean isDirectory() {
    return (mode & KIND) == DIRECTORY;
  }

  /** Returns whether it is a named pipe, which waits for its other end when it is opened. */
  public boolean isNamedPipe() {
    return (mode & KIND) == NAMED_PIPE;
  }

  /** Returns whether it is a character device, such as {@code /dev/null}. */
  public boolean isDevice() {
    return (mode & KIND) == DEVICE;
  }

  /** Returns what it is, for a message: for example "a named pipe". */
  public String kind() {
    return switch (mode & KIND) {
      case REGULAR -> "a regular file";
      case DIRECTORY -> "a directory";
      case NAMED_PIPE -> "a named pipe";
      case SOCKET -> "a socket";
      case LINK -> "a symbolic link";
      default -> "a device";
    };
  }

  /** Returns whether it is a symbolic link. */
  public boolean isLink() {
    return (mode & KIND) == LINK;
  }

  /** Returns whether anyone may execute it. */
  public boolean isExecutable() {
    return (mode & 0111) != 0;
  }

  /** Returns whether its group or others may write it. */
  public boolean isWritableByOthers() {
    return (mode & 0022) != 0;
  }

  /** Returns whether neither its group nor others have any right to it. */
  boolean isPrivate() {
    return (mode & 0077) == 0;
  }

  /** Returns whether only owners may remove files from it. */
  public boolean isSticky() {
    return (mode & 01000) != 0;
  }
}
