package dev.hookline.shell.conventions.ping;

import java.util.List;
import java.util.Objects;

/**
 * One {@code run_hook} of the tool: the name of a hook, and what that hook itself calls. Immutable
 * and thread-safe.
 *
 * @param name the name of the file, such as {@code 02-get-remote-server-profile.sh}
 * @param calls what it calls, in order, before its {@code .post} (P23)
 */
public record PingCall(String name, List<PingCall> calls) {

  /** Refuses null. */
  public PingCall {
    Objects.requireNonNull(name, "name");
    calls = List.copyOf(calls);
  }

  /** Returns the call of a hook that calls these hooks. */
  public static PingCall of(String name, PingCall... calls) {
    return new PingCall(name, List.of(calls));
  }

  /** Returns the call of a hook that calls the hooks of these names. */
  static PingCall ofNames(String name, String... calls) {
    return new PingCall(name, List.of(calls).stream().map(call -> of(call)).toList());
  }
}
