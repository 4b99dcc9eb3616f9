package dev.hookline.shell.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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
  void read_linkLeadsElsewhereSinceTheLook_isNotRemembered() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "#!/bin/ed\n");
    Path link = Files.createSymbolicLink(directory.resolve("link"), script);
    awaitSettled();

    Map<String, Object> looked = KnownHeads.identity(link);
    lead(link, other);
    assertThat(KnownHeads.read(link, looked, 100)).asString(UTF_8).isEqualTo("#!/bin/ed\n");
    lead(link, script);

    assertThat(KnownHeads.head(link, 100)).asString(UTF_8).isEqualTo("#!/bin/sh\n");
  }

  private static void lead(Path link, Path target) throws IOException {
    Files.delete(link);
    Files.createSymbolicLink(link, target);
  }

  @Test
  void head_ofAnOpenFileWithoutAName_isRead() throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(script.toFile(), "r")) {
      Path descriptor = descriptor(script);
      Files.delete(script);

      assertThat(KnownHeads.head(descriptor, 100)).asString(UTF_8).isEqualTo("#!/bin/sh\n");
      assertThat(open.length()).isEqualTo(10);
    }
  }

  private static Path descriptor(Path file) throws IOException {
    Path real = file.toRealPath();
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(d -> d.toFile().exists())
          .filter(d -> isLinkTo(d, real))
          .findFirst()
          .orElseThrow();
    }
  }

  private static boolean isLinkTo(Path link, Path target) {
    try {
      return Files.readSymbolicLink(link).equals(target);
    } catch (IOException e) {
      return false; // closed by now
    }
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
