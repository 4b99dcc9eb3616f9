package dev.hookline.core.input;

import dev.hookline.api.Environment;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookListener;
import dev.hookline.api.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the caller asked of one run.
 *
 * @param directory where hooks work; absolute
 * @param arguments the arguments for the hooks
 * @param attributes values that hooks find under their keys
 * @param environment the request's layers of variables, merged
 * @param overrides variables that win over every layer
 * @param timeout the limit of the run, if there is one
 * @param cleanupReserve the part of the limit that is kept for cleanup; zero without a limit
 * @param isDryRun whether nothing is executed
 * @param once how the phases are remembered that do not run every time
 * @param listeners the listeners of this run alone
 */
public record RunRequest(
    Path directory,
    List<String> arguments,
    Map<HookKey<?>, Object> attributes,
    Environment environment,
    Environment overrides,
    @Nullable Duration timeout,
    Duration cleanupReserve,
    boolean isDryRun,
    Map<Phase, Once> once,
    List<HookListener> listeners) {

  /** Returns a request that asks for nothing but a directory. */
  public static RunRequest plain(Path directory) {
    return new RunRequest(
        directory,
        List.of(),
        Map.of(),
        Environment.empty(),
        Environment.empty(),
        null,
        Duration.ZERO,
        false,
        Map.of(),
        List.of());
  }

  /** Copies what could be changed. */
  public RunRequest {
    arguments = List.copyOf(arguments);
    attributes = Map.copyOf(attributes);
    once = Map.copyOf(once);
    listeners = List.copyOf(listeners);
  }

  /** Returns how a phase is remembered; null if it runs every time. */
  public @Nullable Once once(Phase phase) {
    return once.isEmpty() ? null : once.get(phase);
  }
}
