package dev.hookline.example.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.testing.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestsTest {
  @TempDir Path directory;

  @Test
  void run_writesTheTableAndHandsOver() throws Exception {
    TestContext context = TestContext.in(directory).variable("TABLE", "guests.csv");
    context.run(new Guests());
    assertThat(context.output().lines()).containsExactly("made guests.csv");
    assertThat(context.exported()).containsEntry("MIGRATED", "1");
    assertThat(directory.resolve("guests.csv")).hasContent("name");
  }

  @Test
  void run_directoryIsNotThere_fails() {
    TestContext context = TestContext.in(directory.resolve("none")).variable("TABLE", "guests");
    assertThatThrownBy(() -> context.run(new Guests())).isInstanceOf(IOException.class);
    assertThat(context.exported()).isEmpty();
  }
}
