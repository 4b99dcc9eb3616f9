package dev.hookline.shell.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * An attacker, in a JVM and if possible as a user of its own: exchanges a directory or a link for
 * another one, again and again. Uses nothing but the JDK, so that its class file is all it needs.
 */
public final class Swapper {
  private Swapper() {}

  /** Exchanges what is in the first argument; says so after a hundred times; ends by a signal. */
  public static void main(String[] arguments) throws IOException {
    Path place = Path.of(arguments[0]);
    for (long i = 1; true; i++) {
      if (arguments[1].equals("directory")) {
        swapDirectory(place);
      } else {
        swapLink(place);
      }
      if (i == 100) {
        System.out.println("swapping");
      }
    }
  }

  private static void swapDirectory(Path place) throws IOException {
    rename(place, "hooks", "good");
    rename(place, "evil", "hooks");
    rename(place, "hooks", "evil");
    rename(place, "good", "hooks");
  }

  /** Asks the kernel alone; newer JVMs refuse before to move a directory that is not writable. */
  private static void rename(Path place, String from, String to) throws IOException {
    Files.move(place.resolve(from), place.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void swapLink(Path place) throws IOException {
    for (String target : new String[] {"evil", "good"}) {
      Files.createSymbolicLink(place.resolve("fresh"), Path.of(target));
      rename(place, "fresh", "hooks");
    }
  }
}
