package dev.hookline.core.journal.record;

import dev.hookline.core.journal.Durability;
import dev.hookline.core.journal.JournalException;
import dev.hookline.core.ledger.text.CheckedLines;
import dev.hookline.core.ledger.text.LedgerText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in one journal: a header with the format version, the run and the name of its
 * lifecycle, then one line for each entry. Lines end as those of a ledger do, with a checksum that
 * covers the line before too:
 *
 * <pre>
 * hookline-journal 1 4f2a shop 0adec5e8
 * 2026-11-21T05:03:52Z planned deploy ORDINARY migrate ./migrate.sh 7f94b0aa
 * 2026-11-21T05:03:52Z begun EACH_RECORD f4a96367
 * 2026-11-21T05:03:52.120Z started deploy ORDINARY migrate 00d3617d
 * 2026-11-21T05:03:53.750Z exported deploy ORDINARY migrate VERSION 4.2 cbd0a6bd
 * 2026-11-21T05:03:53.750Z ended deploy ORDINARY migrate succeeded 2026-11-21T05:03:52.120Z 1630000000 1 881341a3
 * 2026-11-21T05:03:53.885Z done SUCCEEDED f8f99062
 * </pre>
 *
 * <p>What a crash left of the last line counts as not there. If the journal is not forced to the
 * disk with each record, a loss of power may leave zeros in place of any block that was not; what
 * follows the first of them counts as not there either.
 */
final class JournalLines {
  private static final int VERSION = 1;
  private static final String MAGIC = "hookline-journal ";
  private static final Pattern VERSIONED = Pattern.compile(MAGIC + "([0-9]{1,9}) .*");

  private static final Pattern LATER_WRITE = Pattern.compile(" (started|done|resumed) ");

  private final Path file;
  private final CheckedLines checked;
  private final List<JournalEntry> entries = new ArrayList<>();
  private Optional<Header> header = Optional.empty();
  private boolean isTorn;

  /** Which run it is. */
  record Header(String runId, String name) {
    String encoded() {
      return MAGIC + VERSION + " " + LedgerText.encode(runId) + " " + LedgerText.encode(name);
    }

    private static Header decode(String text) {
      String[] fields = text.split(" ", 4);
      return new Header(LedgerText.decode(fields[2]), LedgerText.decode(fields[3]));
    }
  }

  private JournalLines(Path file, byte[] bytes) {
    this.file = file;
    this.checked = new CheckedLines(bytes);
  }

  /**
   * Reads the lines.
   *
   * @throws JournalException if a line is damaged, or the format is another than that of this code
   */
  static JournalLines read(Path file, byte[] bytes) {
    JournalLines lines = new JournalLines(file, bytes);
    int number = 1;
    CheckedLines checked = lines.checked;
    for (int end = checked.nextEnd(); end > 0 && !lines.isTorn; end = checked.nextEnd()) {
      lines.readLine(number++, end);
    }
    lines.readTail(number);
    return lines;
  }

  /** Returns the header, or empty if it is not whole: then the run had not begun. */
  Optional<Header> header() {
    return header;
  }

  List<JournalEntry> entries() {
    return entries;
  }

  /** Returns whether a crash cut something short. */
  boolean isTorn() {
    return isTorn;
  }

  String checksum() {
    return checked.checksum();
  }

  /** Returns the number of bytes before the torn tail. */
  int wholeBytes() {
    return checked.wholeBytes();
  }

  private void readTail(int number) {
    if (checked.wholeBytes() == checked.allBytes() || isTorn) {
      return;
    }
    isTorn = header.isEmpty() ? isTornHeader() : checked.isTorn();
    if (!isTorn) {
      throw damaged(number, "has no line break");
    }
  }

  private boolean isTornHeader() {
    String begun = checked.after(0).replace("\0", "");
    return MAGIC.startsWith(begun) || begun.startsWith(MAGIC);
  }

  private void readLine(int number, int end) {
    if (number == 1) {
      checkVersion(checked.next(end).strip());
    }
    Optional<String> text = checked.take(end);
    if (text.isEmpty()) {
      isTorn = checked.hasMissingBlock() && mayBeLost(end);
      if (!isTorn) {
        throw damaged(number, "does not match its checksum");
      }
      return;
    }
    readText(number, text.get());
  }

  /**
   * Lines are lost together if they were written together, or not forced to the disk in between.
   */
  private boolean mayBeLost(int end) {
    boolean isForced =
        entries.stream()
            .filter(entry -> entry.is(JournalEntry.BEGUN) || entry.is(JournalEntry.RESUMED))
            .reduce((first, last) -> last)
            .map(entry -> entry.fields().contains(Durability.EACH_RECORD.name()))
            .orElse(true);
    return !isForced || !LATER_WRITE.matcher(checked.after(end)).find();
  }

  private void readText(int number, String text) {
    try {
      if (number == 1) {
        header = Optional.of(Header.decode(text));
      } else {
        entries.add(JournalEntry.decode(text));
      }
    } catch (RuntimeException e) {
      throw damaged(number, "is not an entry");
    }
  }

  private void checkVersion(String line) {
    Matcher versioned = VERSIONED.matcher(line);
    if (!versioned.matches()) {
      throw damaged(1, "is not the header of a journal");
    }
    int version = Integer.parseInt(versioned.group(1));
    if (version != VERSION) {
      throw new JournalException(
          ("journal %s has format version %d, but this Hookline knows only version %d; resume the"
                  + " run with the Hookline that began it, or move the file away")
              .formatted(file, version, VERSION));
    }
  }

  private JournalException damaged(int number, String what) {
    return new JournalException(
        ("journal %s:%d is damaged: the line %s; restore the file, or move it away and see by hand"
                + " what its run has done")
            .formatted(file, number, what));
  }
}
