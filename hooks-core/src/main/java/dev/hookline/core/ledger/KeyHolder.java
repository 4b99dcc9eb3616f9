package dev.hookline.core.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hookline.core.ledger.text.LedgerText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Who holds a key, for messages. Whether it is held depends on the lock or the lease alone.
 * Immutable and thread-safe.
 *
 * @param runId the id of the run; empty if it cannot be said, because the run is just beginning or
 *     ending
 * @param process the id of its process, as that process sees it; in a ledger of many machines the
 *     name of the machine stands before it, with a colon between
 * @param since since when it holds the key
 */
public record KeyHolder(String runId, String process, Instant since) {
  private static final int LONGEST = 8192;
  static final KeyHolder UNKNOWN = new KeyHolder("", "", Instant.EPOCH);

  static KeyHolder thisProcess(String runId, Instant since) {
    return new KeyHolder(runId, String.valueOf(ProcessHandle.current().pid()), since);
  }

  void writeTo(RandomAccessFile file) throws IOException {
    String text = process + " " + since + " " + LedgerText.encode(runId) + "\n";
    file.setLength(0);
    file.write(text.getBytes(US_ASCII));
  }

  static KeyHolder read(RandomAccessFile file) throws IOException {
    byte[] bytes = new byte[LONGEST];
    file.seek(0);
    int read = Math.max(file.read(bytes), 0);
    String[] fields = new String(bytes, 0, read, US_ASCII).strip().split(" ", -1);
    try {
      return fields.length == 3
          ? new KeyHolder(LedgerText.decode(fields[2]), fields[0], Instant.parse(fields[1]))
          : UNKNOWN;
    } catch (DateTimeParseException e) {
      return UNKNOWN; // half written
    }
  }

  /** Returns the words for a message. */
  @Override
  public String toString() {
    return runId.isEmpty()
        ? "another process"
        : "run " + runId + " (process " + process + ", since " + since + ")";
  }
}
