package dev.hookline.core.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hookline.api.OnceKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in one ledger file: a header with the format version and the key, then one line for
 * each entry. Every line ends with its checksum and a line break.
 *
 * <p>What follows the last line break is the torn tail of a write that was cut off, and counts as
 * not there. So does a last line with NUL bytes: blocks that never reached the disk. Each line is
 * on the disk before the next is written, so any other broken line is damage and an error.
 */
final class LedgerLines {
  private static final int VERSION = 1;
  private static final String MAGIC = "hookline-ledger ";
  private static final Pattern VERSIONED = Pattern.compile(MAGIC + "([0-9]{1,9}) .*");

  private final Path file;
  private final byte[] bytes;
  private final List<LedgerEntry> entries = new ArrayList<>();
  private Optional<OnceKey> key = Optional.empty();
  private String checksum = "";
  private int whole;

  private LedgerLines(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Reads the lines.
   *
   * @throws LedgerException if a line is damaged, or the format is newer than this code
   */
  static LedgerLines read(Path file, byte[] bytes) {
    LedgerLines lines = new LedgerLines(file, bytes);
    int number = 1;
    for (int end = lines.nextEnd(); end > 0; end = lines.nextEnd()) {
      lines.readLine(number++, end);
    }
    return lines;
  }

  /** Returns the first line of the file of a key, without its checksum. */
  static String header(OnceKey key) {
    return MAGIC + VERSION + " " + KeyText.encode(key);
  }

  /** Returns a line as it is written after the line with the checksum {@code previous}. */
  static String line(String previous, String text) {
    return text + " " + LedgerText.checksum(previous, text) + "\n";
  }

  /** Returns the key of the header, or empty if there is no whole header. */
  Optional<OnceKey> key() {
    return key;
  }

  List<LedgerEntry> entries() {
    return entries;
  }

  /** Returns the checksum of the last whole line. */
  String checksum() {
    return checksum;
  }

  /** Returns the number of bytes before the torn tail. */
  int wholeBytes() {
    return whole;
  }

  /** Returns the index after the next whole line, or 0 if there is none. */
  private int nextEnd() {
    boolean hole = false;
    for (int i = whole; i < bytes.length; i++) {
      hole |= bytes[i] == 0;
      if (bytes[i] == '\n') {
        return hole && i == bytes.length - 1 ? 0 : i + 1;
      }
    }
    return 0;
  }

  private void readLine(int number, int end) {
    String line = new String(bytes, whole, end - whole, ISO_8859_1);
    String text = line.substring(0, Math.max(line.lastIndexOf(' '), 0));
    if (number == 1) {
      checkVersion(line.strip());
    }
    if (!line(checksum, text).equals(line)) {
      throw damaged(number, "does not match its checksum");
    }
    readText(number, text);
    checksum = LedgerText.checksum(checksum, text);
    whole = end;
  }

  private void readText(int number, String text) {
    try {
      if (number == 1) {
        key = Optional.of(KeyText.decode(text.substring((MAGIC + VERSION + " ").length())));
      } else {
        entries.add(LedgerEntry.decode(key.orElseThrow(), text));
      }
    } catch (RuntimeException e) {
      throw damaged(number, "is not an entry");
    }
  }

  private void checkVersion(String header) {
    Matcher versioned = VERSIONED.matcher(header);
    if (!versioned.matches()) {
      throw damaged(1, "is not the header of a ledger");
    }
    if (Integer.parseInt(versioned.group(1)) > VERSION) {
      throw LedgerException.of(
          ("ledger file %s has format version %s, but this Hookline knows only version %d;"
                  + " use a newer Hookline, or another directory for the ledger")
              .formatted(file, versioned.group(1), VERSION));
    }
  }

  private LedgerException damaged(int number, String what) {
    return LedgerException.of(
        ("ledger file %s:%d is damaged: the line %s;"
                + " restore the file, or forget its key, which then counts as never run")
            .formatted(file, number, what));
  }
}
