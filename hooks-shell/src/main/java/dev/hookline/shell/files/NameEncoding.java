package dev.hookline.shell.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The encoding in which this JVM names files and passes words to processes. The locale decides:
 * under {@code LC_ALL=C}, as in many containers and in cron, it is ASCII, and the JDK writes
 * question marks for all that is beyond it.
 */
public final class NameEncoding {
  /** What the JDK reads instead of bytes that are no character in the encoding. */
  public static final char UNREADABLE = '\ufffd';

  private static final Charset ENCODING = encoding();

  private NameEncoding() {}

  private static Charset encoding() {
    String name = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : US_ASCII;
  }

  /** Returns the encoding. */
  public static Charset get() {
    return ENCODING;
  }

  /** Returns whether the JVM can pass on all characters. */
  public static boolean isComplete() {
    return ENCODING.equals(UTF_8);
  }

  /** Returns why this JVM cannot name a file that it was shown, as a sentence without subject. */
  public static String cannotName() {
    return isComplete()
        ? "its name is not in UTF-8; rename it"
        : "this JVM cannot pass on its name, " + reason();
  }

  /** Returns the reason of all that is lost, and what to do. */
  public static String reason() {
    return "because its locale has the encoding " + ENCODING + "; start it with LC_ALL=C.UTF-8";
  }

  /** Returns whether the text of a path leads back to it, and so can be passed on. */
  public static boolean isExact(Path path) {
    try {
      return path.getFileSystem().getPath(path.toString()).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Returns what may be the reason that a path leads nowhere: it has lost characters before. */
  static Optional<String> doubt(Path path) {
    String text = path.toString();
    boolean isDoubtful = text.indexOf('?') >= 0 || text.indexOf(UNREADABLE) >= 0;
    return isDoubtful && !isComplete()
        ? Optional.of("it may be that this JVM cannot read the name, " + reason())
        : Optional.empty();
  }
}
