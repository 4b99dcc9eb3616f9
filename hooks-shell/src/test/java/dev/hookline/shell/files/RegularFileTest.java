package dev.hookline.shell.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.testing.PipeSwapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file becomes a named pipe and a file again, between each look at it and its opening. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegularFileTest {
  private static final int ROUNDS = 300;

  @TempDir private Path directory;
  private Path file;
  private PipeSwapper attacker;

  @BeforeEach
  void startAttacker() throws Exception {
    file = Files.writeString(directory.resolve("file"), "text");
    attacker = PipeSwapper.start(file);
  }

  @AfterEach
  void endAttacker() throws InterruptedException {
    attacker.stop();
  }

  @Test
  void head_fileBecomesAPipeBeforeItIsOpened_isReadOrRefused() {
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < ROUNDS || seen.size() < 2; i++) {
      try {
        seen.add(new String(RegularFile.head(file, 100), UTF_8));
      } catch (IOException e) {
        seen.add(e.getMessage());
      }
    }
    assertThat(seen).isSubsetOf("", "text", "it is a named pipe").contains("text");
  }

  @Test
  void append_fileBecomesAPipeBeforeItIsOpened_isWrittenOrRefused() {
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < ROUNDS || seen.size() < 2; i++) {
      try {
        RegularFile.append(file, new byte[] {'x'}, 1);
        seen.add("written");
      } catch (IOException e) {
        seen.add(e.getMessage());
      }
    }
    assertThat(seen).contains("written", "it is a named pipe");
  }
}
