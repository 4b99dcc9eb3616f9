package dev.hookline.shell.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.testing.RecordingOutput;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether a pipe has a writer can be known even of a process that cannot be seen. */
class HeldOutputTest {
  private static final long ENOUGH = Duration.ofMinutes(1).toNanos();

  @Test
  void isHeld_processHasTheOutputOpen_isTrue() throws Exception {
    try (OutputPump pump = OutputPump.merged(new RecordingOutput())) {
      Process process = start(pump);
      try {
        assertThat(pump.isHeld(System.nanoTime() + ENOUGH)).isTrue();
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void isHeld_processHasEnded_isFalse() throws Exception {
    try (OutputPump pump = OutputPump.separate(new RecordingOutput())) {
      start(pump).destroyForcibly().waitFor();

      assertThat(pump.isHeld(System.nanoTime() + ENOUGH)).isFalse();
    }
  }

  @Test
  void isHeld_processHasEndedAndItsOutputIsNotReadYet_isFalse() throws Exception {
    try (OutputPump pump = OutputPump.merged(new RecordingOutput())) {
      assertThat(start(pump, "sh", "-c", "head -c 60000 /dev/zero").waitFor()).isZero();

      assertThat(pump.isHeld(System.nanoTime() + ENOUGH)).isFalse();
    }
  }

  @Test
  void isHeld_processWritesWithoutEnd_isTrue() throws Exception {
    try (OutputPump pump = OutputPump.merged(new RecordingOutput())) {
      Process process = start(pump, "yes");
      try {
        assertThat(pump.isHeld(System.nanoTime() + ENOUGH)).isTrue();
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void isHeld_noTimeIsLeft_isNotKnown() throws Exception {
    try (OutputPump pump = OutputPump.merged(new RecordingOutput())) {
      Process process = start(pump);
      try {
        assertThat(pump.isHeld(System.nanoTime() - 1)).isFalse();
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static Process start(OutputPump pump) throws Exception {
    return start(pump, "sleep", "3600");
  }

  private static Process start(OutputPump pump, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    pump.redirect(builder);
    return builder.start();
  }
}
