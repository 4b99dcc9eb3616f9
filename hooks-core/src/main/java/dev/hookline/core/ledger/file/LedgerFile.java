package dev.hookline.core.ledger.file;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.file.LedgerLines.Header;
import dev.hookline.core.ledger.text.KeyText;
import dev.hookline.core.ledger.text.LedgerText;
import dev.hookline.core.ledger.text.LineFile;
import dev.hookline.core.ledger.text.TornTail;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The ledger file of one key, open for appending by the one who holds the key. Every append is on
 * the disk before it returns, and leaves nothing behind if it fails.
 */
final class LedgerFile implements Closeable {
  /** The longest array that every JVM can make. */
  private static final long LONGEST = Integer.MAX_VALUE - 8;

  private final Phase phase;
  private final OnceKey key;
  private final Path path;
  private final LineFile file;
  private List<LedgerEntry> found = List.of();
  private List<String> warnings = List.of();

  private LedgerFile(Phase phase, OnceKey key, Path path) throws IOException {
    this.phase = phase;
    this.key = key;
    this.path = path;
    this.file = LineFile.open(path, 0);
  }

  /** Opens the file of a key, makes it if it is missing, and cuts a torn tail off. */
  static LedgerFile open(LedgerDirectory directory, Phase phase, OnceKey key) throws IOException {
    Path path = directory.log(KeyText.fileName(phase, key));
    directory.createFile(path);
    LedgerFile opened = new LedgerFile(phase, key, path);
    boolean isRead = false;
    try {
      opened.read(directory);
      isRead = true;
      return opened;
    } finally {
      if (!isRead) {
        opened.close();
      }
    }
  }

  /** Returns the lines of a file that a run may be writing; none if there is no such file. */
  static LedgerLines look(Path path) throws IOException {
    try {
      return LedgerLines.read(path, bytes(path));
    } catch (NoSuchFileException e) {
      return LedgerLines.read(path, new byte[0]);
    }
  }

  private static byte[] bytes(Path path) throws IOException {
    long size = Files.size(path);
    if (size > LONGEST) {
      throw LedgerException.of(
          ("ledger file %s is %d bytes long, which is too long to be read; restore the file, or"
                  + " forget its key, which then counts as never run")
              .formatted(path, size));
    }
    return Files.readAllBytes(path);
  }

  private void read(LedgerDirectory directory) throws IOException {
    byte[] bytes = bytes(path);
    LedgerLines lines = LedgerLines.read(path, bytes);
    if (lines.header().isEmpty()) {
      begin(directory, bytes);
      return;
    }
    checkHeader(lines.header().get());
    found = List.copyOf(lines.entries());
    warnings = lines.warning().stream().toList();
    file.continueBehind(lines.checksum(), lines.wholeBytes());
  }

  /** Writes the header. That it is whole means that the name of the file is on the disk. */
  private void begin(LedgerDirectory directory, byte[] torn) throws IOException {
    String header = new Header(phase, key).encoded();
    if (!TornTail.isTornFrom(torn, LedgerText.line("", header))) {
      throw LedgerException.of("file %s is not a ledger file; move it away".formatted(path));
    }
    file.continueBehind("", 0);
    directory.sync();
    append(header);
  }

  private void checkHeader(Header actual) {
    if (!actual.equals(new Header(phase, key))) {
      throw LedgerException.of(
          "ledger file %s:1 belongs to %s, not to %s; give it its old name back"
              .formatted(
                  path, KeyText.words(actual.phase(), actual.key()), KeyText.words(phase, key)));
    }
  }

  Phase phase() {
    return phase;
  }

  OnceKey key() {
    return key;
  }

  /** Returns what was odd about the file when it was opened. */
  List<String> warnings() {
    return warnings;
  }

  /** Returns the entries that were there when the file was opened. */
  List<LedgerEntry> found() {
    return found;
  }

  Path path() {
    return path;
  }

  /** Appends a line and waits until it is on the disk. */
  void append(String text) throws IOException {
    checkUntouched();
    file.append(List.of(text), true);
  }

  private void checkUntouched() throws IOException {
    try {
      if (Files.size(path) == file.length()) {
        return;
      }
    } catch (NoSuchFileException e) {
      // deleted: what is written to the open file would be lost
    }
    throw LedgerException.of(
        "ledger file %s was changed or deleted during a run; see what did it, then run again"
            .formatted(path));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
