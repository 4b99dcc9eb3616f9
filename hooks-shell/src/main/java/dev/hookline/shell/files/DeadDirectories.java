package dev.hookline.shell.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Removes what killed JVMs have left, which may hold secrets. A directory is removed if its name is
 * one that a JVM gives, if it is a directory of this user and no link, and if its lock can be
 * taken.
 */
final class DeadDirectories {
  private DeadDirectories() {}

  /**
   * Removes them as far as possible.
   *
   * @param shared the directory that the JVMs of this user share, and no one else can enter
   * @param own what the names of this JVM begin with
   */
  static void remove(Path shared, String own) {
    String[] names = shared.toFile().list();
    for (String name : names == null ? new String[0] : names) {
      if (LifeLock.isName(name) && isOfAJvm(LifeLock.locked(name)) && !name.startsWith(own)) {
        removeIfDead(shared, name);
      }
    }
  }

  /** A forged name such as {@code ..} would lead elsewhere. */
  private static boolean isOfAJvm(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return true;
  }

  private static void removeIfDead(Path shared, String file) {
    Optional<LifeLock> lock = LifeLock.ofTheDead(shared, file);
    if (lock.isEmpty()) {
      return;
    }
    if (isGone(shared.resolve(LifeLock.locked(file)))) {
      lock.get().release();
    } else {
      lock.get().giveUp(); // so that the next JVM tries again
    }
  }

  private static boolean isGone(Path directory) {
    try {
      FileFacts facts = FileFacts.of(directory, NOFOLLOW_LINKS);
      if (facts.isDirectory() && facts.uid() == CurrentUser.uid()) {
        PrivateDirectory.deleteWithFiles(directory);
      }
      return !directory.toFile().exists();
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
