package dev.hookline.shell.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The group that this user alone is in. Where each user has one, the usual umask is 002, and all
 * that he writes can be changed by that group. Files say who is in it, and are read when a file
 * that its group may change is met. Not thread-safe.
 *
 * <p>Root has none: in a container anyone may run in group 0.
 */
final class PrivateGroup {
  private static final int ROOT = 0;
  private static final int NAME = 0;
  private static final int ID = 2;
  private static final int GROUP_OF_USER = 3;
  private static final int MEMBERS = 3;
  private static final int NONE = -1;

  private final Path etc;
  private final int user;
  private boolean isKnown;
  private int group = NONE;

  /**
   * Creates it.
   *
   * @param etc the directory of the files {@code passwd} and {@code group}
   * @param user the number of this user
   */
  PrivateGroup(Path etc, int user) {
    this.etc = etc;
    this.user = user;
  }

  /** Returns whether a file is in the group. */
  boolean has(Path file) throws IOException {
    int ofFile = (Integer) Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS);
    return ofFile != ROOT && ofFile == group();
  }

  private int group() throws IOException {
    if (!isKnown) {
      isKnown = true; // also if it cannot be found out
      group = look();
    }
    return group;
  }

  /** Returns the first group of this user, unless anyone else is in it or could be. */
  private int look() throws IOException {
    Set<String> names = new HashSet<>();
    Set<Integer> own = new HashSet<>();
    Set<Integer> ofOthers = new HashSet<>();
    for (String[] entry : entries(etc.resolve("passwd"))) {
      boolean isOwn = number(entry, ID) == user;
      (isOwn ? own : ofOthers).add(number(entry, GROUP_OF_USER));
      if (isOwn) {
        names.add(entry[NAME]);
      }
    }
    own.removeAll(ofOthers);
    int first = own.size() == 1 ? own.iterator().next() : NONE;
    return user != ROOT && isOf(names, first) ? first : NONE;
  }

  /** A group without an entry may have members that no file names, and so may one of a network. */
  private boolean isOf(Set<String> names, int number) throws IOException {
    int found = 0;
    for (String[] entry : entries(etc.resolve("group"))) {
      if (number(entry, ID) == number) {
        found++;
        if (entry.length > MEMBERS && !names.containsAll(List.of(entry[MEMBERS].split(",")))) {
          return false;
        }
      }
    }
    return found == 1;
  }

  private static List<String[]> entries(Path file) throws IOException {
    return Files.readAllLines(file, ISO_8859_1).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(":"))
        .toList();
  }

  /** What is not a number, as in the lines that include a directory service, makes all unknown. */
  private static int number(String[] entry, int field) throws IOException {
    try {
      return Integer.parseInt(entry[field].strip());
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException("cannot tell who is in which group: " + String.join(":", entry), e);
    }
  }
}
