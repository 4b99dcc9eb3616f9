package dev.hookline.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.files.FileFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FifoNamesTest {
  private static void takeAll() throws IOException {
    while (!FifoNames.FRESH.isEmpty()) {
      Files.delete(FifoNames.take());
    }
  }

  /** More than once, for whoever has made some lets others make more. */
  @Test
  void replenish_noneIsLeft_makesSomeInAnotherThreadEachTime() throws IOException {
    for (int i = 0; i < 3; i++) {
      takeAll();

      while (FifoNames.FRESH.isEmpty()) {
        FifoNames.replenish(); // does nothing as long as the last thread has not ended
        Thread.onSpinWait();
      }
      assertThat(FileFacts.of(FifoNames.take()).isNamedPipe()).isTrue();
    }
  }

  @Test
  void take_somethingElseIsInThePlaceOfThePipe_isTheNext() throws IOException {
    Path first = FifoNames.take();
    takeAll();
    Files.delete(first);
    Files.createFile(first);
    FifoNames.FRESH.add(first);

    Path taken = FifoNames.take();

    assertThat(FileFacts.of(taken).isNamedPipe()).isTrue();
    Files.delete(first);
    Files.delete(taken);
  }
}
