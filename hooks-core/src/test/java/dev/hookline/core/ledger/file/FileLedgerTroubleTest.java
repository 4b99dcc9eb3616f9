package dev.hookline.core.ledger.file;

import static dev.hookline.core.ledger.file.LedgerFixture.KEY;
import static dev.hookline.core.ledger.file.LedgerFixture.PHASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileLedgerTroubleTest {
  private static final String ADVICE =
      "; check that it can be written and that its disk is not full, then run again";

  @TempDir Path temp;

  @Test
  void claim_directoryIsAFile_saysSo() throws IOException {
    Path file = Files.createFile(temp.resolve("ledger"));
    FileLedger ledger = FileLedger.in(file);
    String message =
        "ledger directory " + file + " is a file; move it away, or name another directory";
    assertThatThrownBy(() -> ledger.claim(PHASE, KEY, "r1"))
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage(message);
    assertThatThrownBy(ledger::entries)
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage(message);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void claim_directoryInAFile_saysWhatTheSystemSays() throws IOException {
    Path directory = Files.createFile(temp.resolve("file")).resolve("ledger");
    assertThatThrownBy(() -> FileLedger.in(directory).claim(PHASE, KEY, "r1"))
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage(
            "key \""
                + KEY
                + "\" of phase deploy cannot be claimed in ledger "
                + directory
                + ": Not a directory"
                + ADVICE)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void claim_readOnlyDirectory_saysSo() throws IOException {
    Path directory = readOnly().resolve("ledger");
    String start =
        "key \"" + KEY + "\" of phase deploy cannot be claimed in ledger " + directory + ": ";
    assertThatThrownBy(() -> FileLedger.in(directory).claim(PHASE, KEY, "r1"))
        .isExactlyInstanceOf(LedgerException.class)
        .extracting(Throwable::getMessage)
        .isIn(
            Stream.of("permission denied", "Operation not permitted", "Read-only file system")
                .map(reason -> start + reason + ADVICE)
                .toList());
    assertThat(FileLedger.in(directory).entries()).isEmpty();
  }

  /** Returns a directory in which not even root can make a file. */
  private Path readOnly() throws IOException {
    Path directory = Files.createDirectory(temp.resolve("read-only"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-x------"));
    return Files.isWritable(directory) ? Path.of("/sys") : directory;
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void record_fileDeletedMeanwhile_isAnErrorAndNotLostSilently() throws Exception {
    LedgerFixture fixture = new LedgerFixture(temp);
    try (LedgerClaim claim = fixture.claim("r1")) {
      Files.delete(fixture.log);
      assertTouched(claim, fixture.log);
    }
  }

  @Test
  void record_fileChangedMeanwhile_isAnErrorAndNothingIsOverwritten() throws Exception {
    LedgerFixture fixture = new LedgerFixture(temp);
    try (LedgerClaim claim = fixture.claim("r1")) {
      Files.writeString(fixture.log, "x", StandardOpenOption.APPEND);
      assertTouched(claim, fixture.log);
    }
    assertThat(Files.readString(fixture.log)).endsWith("\nx");
  }

  private static void assertTouched(LedgerClaim claim, Path log) {
    assertThatThrownBy(() -> claim.recordBegun(Optional.empty()))
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage(
            "ledger file %s was changed or deleted during a run; see what did it, then run again",
            log);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void claim_lockFileDeletedWhileARunIsAtWork_isRefusedAndNotCalledCutOff() throws Exception {
    LedgerFixture fixture = new LedgerFixture(temp);
    Path lockFile = Path.of(fixture.log.toString().replace(".log", ".lock"));
    try (LedgerClaim claim = fixture.claim("r1")) {
      claim.recordBegun(Optional.empty());
      Files.delete(lockFile);
      assertThatThrownBy(() -> fixture.ledger.claim(PHASE, KEY, "r2"))
          .isExactlyInstanceOf(LedgerException.class)
          .hasMessage(
              "lock file %s is gone, so key \"%s\" of phase deploy cannot be claimed: run r1, begun"
                  + " at %s, has not ended and may be at work; when it is not, make the file anew,"
                  + " empty, and run again",
              lockFile, KEY, LedgerFixture.RECORDED);
      claim.recordDone();
    }
    try (LedgerClaim claim = fixture.claim("r3")) {
      assertThat(claim.done().map(LedgerEntry::runId)).contains("r1");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where a file of this length is not sparse
  void claim_fileTooLongToBeRead_saysSoAndReleasesTheKey() throws Exception {
    LedgerFixture fixture = new LedgerFixture(temp);
    fixture.done("r1");
    try (RandomAccessFile log = new RandomAccessFile(fixture.log.toFile(), "rw")) {
      log.setLength(3L << 30);
    }
    assertThatThrownBy(() -> fixture.claim("r2"))
        .isExactlyInstanceOf(LedgerException.class)
        .hasMessage(
            "ledger file %s is 3221225472 bytes long, which is too long to be read; restore the"
                + " file, or forget its key, which then counts as never run",
            fixture.log);
    fixture.ledger.forget(PHASE, KEY, "a test");
    fixture.claim("r3").close();
  }

  @Test
  void in_otherFileSystem_isRefused() throws IOException {
    URI zip = URI.create("jar:" + temp.resolve("x.zip").toUri());
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path directory = files.getPath("/ledger");
      assertThatThrownBy(() -> FileLedger.in(directory))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "ledger directory /ledger is not in the default file system, so it cannot be locked;"
                  + " use another");
    }
  }
}
