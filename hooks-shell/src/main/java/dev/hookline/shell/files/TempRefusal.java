package dev.hookline.shell.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;

/** Says in one line why the temporary files and pipes of a script cannot be made. */
public final class TempRefusal {
  private TempRefusal() {}

  /** Says that they would be where this JVM cannot name them. */
  public static String of(InvalidPathException refusal) {
    return refusal.getInput() + " cannot be named by this JVM, " + NameEncoding.reason();
  }

  /** Says what the system has refused. */
  public static String of(IOException refusal) {
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
