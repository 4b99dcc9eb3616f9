package dev.hookline.shell.script;

import dev.hookline.shell.files.NameEncoding;
import dev.hookline.shell.files.PathRefusal;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;

/** Says in one line why the temporary files and pipes of a script cannot be made. */
public final class TempFailure {
  private TempFailure() {}

  /** Returns the refusal to start a script without them. */
  public static LaunchException of(IOException refusal) {
    return LaunchException.cannotExecute(why(refusal));
  }

  /** Returns the refusal to start a script whose files would be where the JVM cannot name them. */
  public static LaunchException of(InvalidPathException refusal) {
    return LaunchException.cannotExecute(
        refusal.getInput() + " cannot be named by this JVM, " + NameEncoding.reason());
  }

  private static String why(IOException refusal) {
    String text = String.valueOf(refusal.getMessage());
    if (text.contains("Cannot run program \"mkfifo\"")) {
      return "there is no program mkfifo, which makes the pipes for the output of scripts; install"
          + " coreutils or busybox";
    }
    if (refusal instanceof FileSystemException) {
      return "the temporary directory "
          + System.getProperty("java.io.tmpdir")
          + " takes no file ("
          + PathRefusal.reason(refusal)
          + "); make it writable or make room there, or set java.io.tmpdir to another directory";
    }
    return "its files and pipes cannot be made: " + text;
  }
}
