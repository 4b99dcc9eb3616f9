package dev.hookline.shell.conventions.ping;

import java.util.List;
import java.util.Objects;

/**
 * One {@code run_hook} of the tool: the name of a hook, and what the tool calls in its place.
 * Immutable and thread-safe.
 *
 * @param name the name of the file, such as {@code 02-get-remote-server-profile.sh}
 * @param calls what is called after the file and before its {@code .post}, in order (P23); empty
 *     for a file that calls other hooks itself, as those of Ping's images do (P34)
 */
public record PingCall(String name, List<PingCall> calls) {

  /** Refuses null. */
  public PingCall {
    Objects.requireNonNull(name, "name");
    calls = List.copyOf(calls);
  }

  /** Returns the call of a hook, and these calls between it and its {@code .post}. */
  public static PingCall of(String name, PingCall... calls) {
    return new PingCall(name, List.of(calls));
  }

  /** Returns the call of a hook, and of the hooks of these names between it and its .post. */
  static PingCall ofNames(String name, String... calls) {
    return new PingCall(name, List.of(calls).stream().map(call -> of(call)).toList());
  }
}
