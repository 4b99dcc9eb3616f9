package dev.hookline.api;

import static dev.hookline.api.testing.Refusals.assertNullRefused;
import static dev.hookline.api.testing.Refusals.assertRefused;
import static dev.hookline.api.testing.Refusals.none;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The exceptions of the API: what they carry, also when they were serialized. */
class ExceptionsTest {
  @Test
  void exceptions_whatTheyCarry() {
    assertThat(new HookExitException(3, "exit code 3").exitCode()).isEqualTo(3);
    assertRefused(
        () -> new HookExitException(0, "fine"), "exit code 0 is a success; throw nothing");
    SkipReason reason = SkipReason.noSuchFile(Path.of("x.sh"));
    assertThat(new HookSkippedException(reason).reason()).isSameAs(reason);
    assertThat(new HookSkippedException(reason)).hasMessage("no such file: x.sh");
    assertThat(SkipReason.notForRole("worker")).hasToString("not for role \"worker\"");
    assertThat(SkipReason.doneAlready("run-7", Instant.EPOCH))
        .hasToString("done already (run run-7 at 1970-01-01T00:00:00Z)");
    assertThat(new HookSourceException(List.of("a", "b")).problems()).containsExactly("a", "b");
    assertThat(new HookSourceException("a")).hasMessage("a");
    assertRefused(() -> new HookSourceException(List.of()), "no problem given");
    assertNullRefused(List.of(() -> new HookSkippedException(none())));
  }

  @Test
  void exceptions_serialized_stillCarryIt() throws Exception {
    SkipReason reason = SkipReason.because("no need");
    assertThat(copy(new HookSkippedException(reason)).reason()).isEqualTo(reason);
    assertThat(copy(new HookSourceException(List.of("a", "b"))).problems())
        .containsExactly("a", "b");
    assertThat(copy(new HookExitException(3, "exit code 3")).exitCode()).isEqualTo(3);
    CutOffException cutOff = copy(cutOff(List.of()));
    assertThat(cutOff.runId()).isEqualTo("run-1");
    assertThat(cutOff.began()).isEqualTo(Instant.EPOCH);
    assertThat(cutOff.phase()).isEqualTo(Phase.of("deploy"));
    assertThat(cutOff.key()).isEqualTo(OnceKey.of("shop").with("revision", "4f2a"));
    assertThat(cutOff.toUndo()).containsExactly("b", "a");
    assertThat(cutOff.notUndone()).isEmpty();
    assertThat(cutOff).hasMessage("run run-1, begun at 1970-01-01T00:00:00Z, was cut off");
  }

  @Test
  void cutOff_undosHaveFailed_saysWhich() {
    assertThat(cutOff(List.of("b", "a")))
        .hasMessage(
            "run run-1, begun at 1970-01-01T00:00:00Z, was not rolled back: undoing \"b\", \"a\""
                + " failed");
  }

  private static CutOffException cutOff(List<String> notUndone) {
    return new CutOffException(
        "run-1",
        Instant.EPOCH,
        Phase.of("deploy"),
        OnceKey.of("shop").with("revision", "4f2a"),
        List.of("b", "a"),
        notUndone);
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T exception) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(exception);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  @Test
  void skip_forACauseOfTheEngine_isRefused() {
    assertRefused(
        () -> new HookSkippedException(new SkipReason(SkipReason.Cause.DRY_RUN, "dry run")),
        "only the engine skips a hook for the cause DRY_RUN; use SkipReason.because(…)");
    assertRefused(
        () -> SkipReason.because("two\nlines"),
        "skip reason \"two\\u000alines\" must be printable on one line; use visible characters");
  }
}
