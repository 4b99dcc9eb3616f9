package dev.hookline.core.whatif;

import dev.hookline.api.Phase;
import dev.hookline.core.input.Once;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.file.FileLedger;
import dev.hookline.core.ledger.text.KeyText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A copy of what a ledger knows of some keys, in a directory that is gone afterwards. */
final class StubLedger implements Closeable {
  private static final String LOG = ".log";
  private static final String LOCK = ".lock";

  private final Path directory;

  private StubLedger(Path directory) {
    this.directory = directory;
  }

  /** Copies the records of these keys; one that a run holds counts as new. */
  static StubLedger of(Ledger ledger, Map<Phase, Once> keys) throws IOException {
    StubLedger stub = new StubLedger(Files.createTempDirectory("hookline-what-if"));
    for (Map.Entry<Phase, Once> key : keys.entrySet()) {
      Phase phase = key.getKey();
      boolean isHeld = ledger.look(phase, key.getValue().key()).holder().isPresent();
      if (ledger instanceof FileLedger files && !isHeld) {
        stub.copy(files.directory().resolve(KeyText.fileName(phase, key.getValue().key()) + LOG));
      }
    }
    return stub;
  }

  /** Returns a copy of what is on the disk now: what a process leaves that dies at this moment. */
  StubLedger copy() throws IOException {
    StubLedger copy = new StubLedger(Files.createTempDirectory("hookline-what-if"));
    for (Path file : files()) {
      if (file.toString().endsWith(LOG)) {
        copy.copy(file);
      }
    }
    return copy;
  }

  private void copy(Path log) throws IOException {
    String name = String.valueOf(log.getFileName());
    if (Files.exists(log)) {
      Files.copy(log, directory.resolve(name));
      Files.createFile(directory.resolve(name.replace(LOG, LOCK)));
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  Ledger ledger() {
    return FileLedger.in(directory);
  }

  @Override
  public void close() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}
