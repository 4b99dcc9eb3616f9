package dev.hookline.core.ledger.file;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.text.CheckedLines;
import dev.hookline.core.ledger.text.KeyText;
import dev.hookline.core.ledger.text.LedgerText;
import dev.hookline.core.ledger.text.TornTail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in one ledger file: a header with the format version, the phase and the key, then one
 * line for each entry. Every line ends with its checksum, which covers the line before too, and a
 * line break. Here a run did two hooks, undid the second when a later phase failed, and died:
 *
 * <pre>
 * hookline-ledger 2 deploy shop production 0adec5e8
 * 2025-11-21T05:03:52Z begun run-1 4f2a color=blue f4a96367
 * 2025-11-21T05:03:52.120Z succeeded run-1 migrate 00d3617d
 * 2025-11-21T05:03:53.750Z succeeded run-1 warm%0020cache cbd0a6bd
 * 2025-11-21T05:03:53.885Z done run-1 4f2a color=blue 881341a3
 * 2025-11-21T05:03:53.887Z rolling-back run-1 f8f99062
 * 2025-11-21T05:04:10.191Z undone run-1 warm%0020cache 73a03804
 * </pre>
 *
 * <p>The next run of this key undoes {@code migrate} and writes {@code failed}; then it begins.
 *
 * <p>What follows the last line break is the torn tail of a write that a crash cut short, and
 * counts as not there; {@link TornTail} tells it from damage. Each line is on the disk before the
 * next is written, so any other broken line is damage and an error.
 */
final class LedgerLines {
  private static final int VERSION = 2;
  private static final String MAGIC = "hookline-ledger ";
  private static final Pattern VERSIONED = Pattern.compile(MAGIC + "([0-9]{1,9}) .*");

  private final Path file;
  private final CheckedLines checked;
  private final List<LedgerEntry> entries = new ArrayList<>();
  private Optional<Header> header = Optional.empty();
  private Optional<String> warning = Optional.empty();

  /** Whose file it is. */
  record Header(Phase phase, OnceKey key) {
    /** Returns the first line of the file, without its checksum. */
    String encoded() {
      return MAGIC + VERSION + " " + KeyText.encode(phase, key);
    }

    private static Header decode(String text) {
      String[] fields = text.split(" ", 4);
      return new Header(Phase.of(LedgerText.decode(fields[2])), KeyText.decode(fields[3]));
    }
  }

  private LedgerLines(Path file, byte[] bytes) {
    this.file = file;
    this.checked = new CheckedLines(bytes);
  }

  /**
   * Reads the lines.
   *
   * @throws LedgerException if a line is damaged, or the format is another than that of this code
   */
  static LedgerLines read(Path file, byte[] bytes) {
    LedgerLines lines = new LedgerLines(file, bytes);
    int number = 1;
    for (int end = lines.nextEnd(); end > 0; end = lines.nextEnd()) {
      lines.readLine(number++, end);
    }
    lines.readTail(number);
    return lines;
  }

  /** Returns the header, or empty if it is not whole. */
  Optional<Header> header() {
    return header;
  }

  List<LedgerEntry> entries() {
    return entries;
  }

  /** Returns what is to be said about the torn tail, if there is one. */
  Optional<String> warning() {
    return warning;
  }

  /** Returns the checksum of the last whole line. */
  String checksum() {
    return checked.checksum();
  }

  /** Returns the number of bytes before the torn tail. */
  int wholeBytes() {
    return checked.wholeBytes();
  }

  /** Returns the index after the next line break that ends no torn tail, or 0 if there is none. */
  private int nextEnd() {
    int end = checked.nextEnd();
    return end == checked.allBytes() && checked.hasMissingBlock() ? 0 : end;
  }

  private void readTail(int number) {
    if (checked.wholeBytes() == checked.allBytes() || header.isEmpty()) {
      return;
    }
    if (!checked.isTorn()) {
      throw damaged(number, "has no line break");
    }
    warning =
        Optional.of(
            "a crash cut line %d of ledger file %s short; what it was to record does not count"
                .formatted(number, file));
  }

  private void readLine(int number, int end) {
    if (number == 1) {
      checkVersion(checked.next(end).strip());
    }
    Optional<String> text = checked.take(end);
    readText(number, text.orElseThrow(() -> damaged(number, "does not match its checksum")));
  }

  private void readText(int number, String text) {
    try {
      if (number == 1) {
        header = Optional.of(Header.decode(text));
      } else {
        Header of = header.orElseThrow();
        entries.add(EntryText.decode(of.phase(), of.key(), text));
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
    int version = Integer.parseInt(versioned.group(1));
    if (version != VERSION) {
      String remedy =
          version > VERSION
              ? "use a newer Hookline, or another directory for the ledger"
              : "move the file away, after which its key counts as never run";
      throw LedgerException.of(
          "ledger file %s has format version %d, but this Hookline knows only version %d; %s"
              .formatted(file, version, VERSION, remedy));
    }
  }

  private LedgerException damaged(int number, String what) {
    return LedgerException.of(
        ("ledger file %s:%d is damaged: the line %s;"
                + " restore the file, or forget its key, which then counts as never run")
            .formatted(file, number, what));
  }
}
