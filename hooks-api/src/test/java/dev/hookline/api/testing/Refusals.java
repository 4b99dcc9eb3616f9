package dev.hookline.api.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects calls to be refused. */
public final class Refusals {
  private Refusals() {}

  /** Expects a call to be refused with a message. */
  public static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** Expects each call to refuse null. */
  public static void assertNullRefused(List<ThrowingCallable> calls) {
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isExactlyInstanceOf(NullPointerException.class);
    }
  }

  /** Returns null where the compiler does not allow it. */
  @SuppressWarnings("NullAway")
  public static <T> T none() {
    return null;
  }
}
