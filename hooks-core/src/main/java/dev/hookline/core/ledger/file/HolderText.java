package dev.hookline.core.ledger.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hookline.core.ledger.KeyHolder;
import dev.hookline.core.ledger.text.LedgerText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** What a lock file says of who holds the lock. */
final class HolderText {
  private static final int LONGEST = 8192;
  static final KeyHolder UNKNOWN = new KeyHolder("", "", Instant.EPOCH);

  private HolderText() {}

  static KeyHolder thisProcess(String runId, Instant since) {
    return new KeyHolder(runId, String.valueOf(ProcessHandle.current().pid()), since);
  }

  static void write(KeyHolder holder, RandomAccessFile file) throws IOException {
    String text =
        holder.process() + " " + holder.since() + " " + LedgerText.encode(holder.runId()) + "\n";
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
}
