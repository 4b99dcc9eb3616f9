package dev.hookline.core;

import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.Environment;
import dev.hookline.api.HookKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a request accepts, and that it is a value. */
class HookRequestTest {
  private static final HookKey<String> KEY = HookKey.of("key", String.class);

  @TempDir Path temp;

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void request_directoryThatIsNone_isRefused() throws IOException {
    Path missing = temp.toAbsolutePath().normalize().resolve("missing");
    assertThatThrownBy(() -> HookRequest.in(missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("directory " + missing + " does not exist; hooks need one to work in");
    Path file = Files.createFile(missing);
    assertThatThrownBy(() -> HookRequest.in(file))
        .hasMessage("directory " + file + " is not a directory; hooks need one to work in");
  }

  @Test
  void request_limitsOutOfRange_areRefused() {
    Duration minute = Duration.ofMinutes(1);
    assertRefused(
        () -> REQUEST.timeout(Duration.ZERO), "run limit must be longer than zero, but is 0 s");
    assertRefused(
        () -> REQUEST.timeout(minute.negated()),
        "run limit must be longer than zero, but is -1 min");
    assertRefused(
        () -> REQUEST.cleanupReserve(minute.negated()),
        "cleanup reserve must not be negative, but is -1 min");
    String nothingLeft =
        "cleanup reserve of 1 min leaves nothing of the run limit of 1 min; set a shorter reserve or"
            + " a longer limit";
    assertRefused(() -> REQUEST.timeout(minute).cleanupReserve(minute), nothingLeft);
    assertRefused(() -> REQUEST.cleanupReserve(minute).timeout(minute), nothingLeft);
    assertThat(REQUEST.cleanupReserve()).isZero();
    assertThat(REQUEST.timeout(minute).cleanupReserve()).isEqualTo(Duration.ofSeconds(6));
    assertThat(REQUEST.timeout(minute).cleanupReserve(Duration.ZERO).cleanupReserve()).isZero();
  }

  @Test
  void request_settings_returnNewRequests() {
    HookRequest changed =
        REQUEST
            .environment(Environment.of("A", "1"))
            .override("B", "2")
            .arguments("x")
            .timeout(Duration.ofMinutes(1))
            .dryRun()
            .attribute(KEY, "value");
    assertThat(REQUEST.environment().variables()).isEmpty();
    assertThat(REQUEST.overrides().variables()).isEmpty();
    assertThat(REQUEST.arguments()).isEmpty();
    assertThat(REQUEST.timeout()).isEmpty();
    assertThat(REQUEST.isDryRun()).isFalse();
    assertThat(changed.arguments()).containsExactly("x");
    assertThat(changed.arguments("y", "z").arguments()).containsExactly("y", "z");
    assertThat(changed.isDryRun()).isTrue();
  }
}
