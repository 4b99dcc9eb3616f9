package dev.hookline.core.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hookline.api.OnceKey;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The ledger file of one key, open for appending by the one who holds the key. Every append is on
 * the disk before it returns, and leaves nothing behind if it fails.
 *
 * <p>A {@link RandomAccessFile} because, unlike a channel, it is not closed when the thread that
 * uses it is interrupted: the end of a cancelled run must be recorded too.
 */
final class LedgerFile implements Closeable {
  private final Path path;
  private final RandomAccessFile file;
  private List<LedgerEntry> found = List.of();
  private String checksum = "";
  private long length;

  private LedgerFile(Path path) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "rw");
  }

  static Path path(LedgerDirectory directory, OnceKey key) {
    return directory.file(KeyText.fileName(key) + ".log");
  }

  /** Opens the file of a key, makes it if it is missing, and cuts a torn tail off. */
  static LedgerFile open(LedgerDirectory directory, OnceKey key) throws IOException {
    Path path = path(directory, key);
    directory.createFile(path);
    LedgerFile opened = new LedgerFile(path);
    try {
      opened.read(directory, key);
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Returns the entries of a file that a run may be writing; none if it was just deleted. */
  static List<LedgerEntry> look(Path path) throws IOException {
    try {
      return LedgerLines.read(path, Files.readAllBytes(path)).entries();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private void read(LedgerDirectory directory, OnceKey key) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    LedgerLines lines = LedgerLines.read(path, bytes);
    if (lines.key().isEmpty()) {
      begin(directory, key, bytes);
      return;
    }
    checkKey(lines.key().get(), key);
    found = List.copyOf(lines.entries());
    checksum = lines.checksum();
    length = lines.wholeBytes();
    cutTail();
    file.getFD().sync(); // a line that a killed process left in memory is about to be relied on
  }

  /** Writes the header. That it is whole means that the name of the file is on the disk. */
  private void begin(LedgerDirectory directory, OnceKey key, byte[] torn) throws IOException {
    String header = LedgerLines.header(key);
    String rest = new String(torn, ISO_8859_1);
    if (rest.indexOf('\0') < 0 && !LedgerLines.line("", header).startsWith(rest)) {
      throw LedgerException.of("file %s is not a ledger file; move it away".formatted(path));
    }
    cutTail();
    directory.sync();
    append(header);
  }

  private void checkKey(OnceKey actual, OnceKey expected) {
    if (!actual.equals(expected)) {
      throw LedgerException.of(
          "ledger file %s:1 belongs to key \"%s\", not to key \"%s\"; give it its old name back"
              .formatted(path, actual, expected));
    }
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
    String line = LedgerLines.line(checksum, text);
    try {
      file.seek(length);
      file.write(line.getBytes(ISO_8859_1));
      file.getFD().sync();
    } catch (IOException e) {
      cutTailAfter(e);
      throw e;
    }
    length += line.length();
    checksum = LedgerText.checksum(checksum, text);
  }

  private void checkUntouched() throws IOException {
    try {
      if (Files.size(path) == length) {
        return;
      }
    } catch (NoSuchFileException e) {
      // deleted: what is written to the open file would be lost
    }
    throw LedgerException.of(
        "ledger file %s was changed or deleted during a run; see what did it, then run again"
            .formatted(path));
  }

  private void cutTail() throws IOException {
    if (file.length() != length) {
      file.setLength(length);
    }
  }

  private void cutTailAfter(IOException failure) {
    try {
      cutTail();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
