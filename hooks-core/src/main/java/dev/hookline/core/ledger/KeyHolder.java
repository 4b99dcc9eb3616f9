package dev.hookline.core.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Instant;

/** Who holds a key: what a lock file says for the messages of others. Nothing depends on it. */
record KeyHolder(String runId, long pid, Instant since) {
  private static final int LONGEST = 8192;

  static KeyHolder thisProcess(String runId, Instant since) {
    return new KeyHolder(runId, ProcessHandle.current().pid(), since);
  }

  void writeTo(RandomAccessFile file) throws IOException {
    String text = pid + " " + since + " " + LedgerText.encode(runId) + "\n";
    file.setLength(0);
    file.write(text.getBytes(US_ASCII));
  }

  /** Returns the words for a message; the holder may just be coming or going. */
  static String describe(RandomAccessFile file) throws IOException {
    byte[] bytes = new byte[LONGEST];
    file.seek(0);
    int read = Math.max(file.read(bytes), 0);
    String[] fields = new String(bytes, 0, read, US_ASCII).strip().split(" ", -1);
    return fields.length == 3
        ? words(LedgerText.decode(fields[2]), fields[0], fields[1])
        : "another process";
  }

  private static String words(String runId, String pid, String since) {
    return "run " + runId + " (process " + pid + ", since " + since + ")";
  }

  @Override
  public String toString() {
    return words(runId, String.valueOf(pid), since.toString());
  }
}
