package dev.hookline.shell.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of a script holds as long as nothing has changed it. */
class KnownHeadsTest {
  @TempDir private Path directory;
  private Path script;

  @BeforeEach
  void write() throws IOException {
    script = Files.writeString(directory.resolve("script"), "#!/bin/sh\n");
  }

  private String head() throws IOException {
    return new String(KnownHeads.head(script, 100), UTF_8);
  }

  /** Nothing but the clock makes the last change old. */
  private void awaitSettled() throws IOException {
    long changed = ((FileTime) Files.getAttribute(script, "unix:ctime")).toMillis();
    while (System.currentTimeMillis() <= changed + KnownHeads.MOMENTS_MILLIS) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void head_manyChangesOfOneSizeAndTime_isAlwaysTheLast() throws IOException {
    FileTime time = Files.getLastModifiedTime(script);
    for (int i = 100; i < 999; i++) {
      Files.writeString(script, "#!/bin/" + i);
      Files.setLastModifiedTime(script, time);

      assertThat(head()).isEqualTo("#!/bin/" + i);
    }
  }

  @Test
  void head_changedAfterItWasRemembered_isThatOfTheChangedFile() throws IOException {
    FileTime time = Files.getLastModifiedTime(script);
    awaitSettled();
    assertThat(KnownHeads.head(script, 100)).isSameAs(KnownHeads.head(script, 100));

    Files.writeString(script, "#!/bin/ed\n");
    Files.setLastModifiedTime(script, time);

    assertThat(head()).isEqualTo("#!/bin/ed\n");
  }

  @Test
  void head_anotherFileOfTheSameSizeAndTimeTakesItsPlace_isThatOfTheOther() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "#!/bin/ed\n");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(script));
    awaitSettled();
    assertThat(KnownHeads.head(script, 100)).isSameAs(KnownHeads.head(script, 100));

    Files.move(other, script, StandardCopyOption.REPLACE_EXISTING);

    assertThat(head()).isEqualTo("#!/bin/ed\n");
  }
}
