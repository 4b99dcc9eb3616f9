package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.FileOverlay.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOverlayTest {
  @TempDir Path one;
  @TempDir Path two;

  @Test
  void find_laterDirectoryWins_fileByFile() throws IOException {
    Files.writeString(one.resolve("a"), "");
    Files.writeString(one.resolve("b"), "");
    Files.writeString(two.resolve("b"), "");
    FileOverlay overlay = FileOverlay.of(one, two);
    assertThat(overlay.find("a")).contains(new Found(one.resolve("a"), one));
    assertThat(overlay.find("b")).contains(new Found(two.resolve("b"), two));
  }

  @Test
  void find_looksWhenItIsAsked() throws IOException {
    FileOverlay overlay = FileOverlay.of(one);
    assertThat(overlay.find("a")).isEmpty();
    Files.writeString(one.resolve("a"), "");
    assertThat(overlay.find("a")).isPresent();
  }

  @Test
  void find_directoryOfThatName_isNone() throws IOException {
    Files.createDirectory(one.resolve("a"));
    assertThat(FileOverlay.of(one).find("a")).isEmpty();
  }
}
