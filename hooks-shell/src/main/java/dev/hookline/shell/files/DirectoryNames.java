package dev.hookline.shell.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists the names in a directory without what editors and package managers leave behind. */
public final class DirectoryNames {
  private static final Set<String> LEFTOVERS =
      Set.of("bak", "orig", "rej", "swp", "swo", "tmp", "rpmnew", "rpmsave", "rpmorig");

  private DirectoryNames() {}

  /**
   * Returns the names, in no order, without hidden files and leftovers.
   *
   * @throws IOException if the directory cannot be opened
   * @throws DirectoryIteratorException if it cannot be read to its end
   */
  public static List<String> in(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (!isLeftover(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static boolean isLeftover(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return name.startsWith(".")
        || name.endsWith("~")
        || (name.startsWith("#") && name.endsWith("#"))
        || LEFTOVERS.contains(ending)
        || ending.startsWith("dpkg-")
        || ending.startsWith("ucf-");
  }

  /** Says that a directory cannot be read, why, and what to do. */
  public static String refusal(Path directory, Exception refused) {
    return directory + " cannot be read (" + reason(refused) + "); " + advice(directory, refused);
  }

  private static String reason(Exception refused) {
    if (refused instanceof NoSuchFileException) {
      return "no such directory";
    }
    if (refused instanceof NotDirectoryException) {
      return "not a directory";
    }
    return refused instanceof IOException e
        ? PathRefusal.reason(e)
        : String.valueOf(refused.getMessage());
  }

  private static String advice(Path directory, Exception refused) {
    if (refused instanceof NoSuchFileException) {
      return PathRefusal.of(directory).orElse("create it or correct the path");
    }
    return refused instanceof AccessDeniedException
        ? PathRefusal.of(directory).orElse("give this user the right to read and to enter it")
        : "correct the path";
  }
}
