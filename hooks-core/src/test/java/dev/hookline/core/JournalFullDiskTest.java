package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.testing.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk is full at a write of a journal, of a run that begins and of one that is resumed: what
 * cannot be written is not done, the message says why, and with more room the run comes to what it
 * would have come to.
 */
@Timeout(900)
class JournalFullDiskTest {
  @TempDir private Path directory;

  private void fill(String where, String... command) throws Exception {
    List<String> said;
    try (ChildJvm child =
        ChildJvm.startAfter(
            String.join(" ", command),
            FullDiskChild.class.getName(),
            directory.toString(),
            where)) {
      said = child.rest();
    }
    assertThat(said).singleElement().asString().endsWith(" times full, and as it should be");
    System.out.println("disk " + said.get(0));
  }

  @Test
  void fullDisk_atEveryWrite_stopsTheRunWhichContinuesWhenThereIsRoom() throws Exception {
    fill("writes", ":");
  }

  @Tag("soak")
  @Test
  void fullDisk_atEveryByte_stopsTheRunWhichContinuesWhenThereIsRoom() throws Exception {
    fill("bytes", ":");
  }

  /** Needs the right to mount, or to make user namespaces. */
  @Tag("soak")
  @Test
  void fullDisk_ofItsOwn_stopsTheRunWhichContinuesWhenThereIsRoom() throws Exception {
    String disk = "mount -t tmpfs -o size=1m hookline " + directory;
    fill("blocks", "exec unshare -rm sh -c '" + disk + "; exec \"$@\"' sh \"$@\"");
  }
}
