package dev.hookline.core;

import dev.hookline.api.Environment;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookListener;
import dev.hookline.api.Phase;
import dev.hookline.core.input.Once;
import dev.hookline.core.input.RunRequest;
import dev.hookline.core.journal.file.FileJournal;
import dev.hookline.core.select.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a request; never changed once a request holds them. */
final class RequestSettings {
  final Path directory;
  Environment environment = Environment.empty();
  Environment overrides = Environment.empty();
  List<String> arguments = List.of();
  Map<HookKey<?>, Object> attributes = Map.of();
  Map<Phase, Once> once = Map.of();
  List<HookListener> listeners = List.of();
  @Nullable Selection selection;
  @Nullable Duration timeout;
  @Nullable Duration cleanupReserve;
  @Nullable FileJournal journal;
  boolean dryRun;
  boolean unheard;

  RequestSettings(Path directory) {
    this.directory = directory;
  }

  RequestSettings(RequestSettings other) {
    this(other.directory);
    environment = other.environment;
    overrides = other.overrides;
    arguments = other.arguments;
    attributes = other.attributes;
    once = other.once;
    listeners = other.listeners;
    selection = other.selection;
    timeout = other.timeout;
    cleanupReserve = other.cleanupReserve;
    journal = other.journal;
    dryRun = other.dryRun;
    unheard = other.unheard;
  }

  Selection selection() {
    return selection == null ? Selection.ALL : selection;
  }

  Duration reserve() {
    if (cleanupReserve != null) {
      return cleanupReserve;
    }
    return timeout == null ? Duration.ZERO : timeout.dividedBy(10);
  }

  RunRequest toRun() {
    return new RunRequest(
        directory,
        arguments,
        attributes,
        environment,
        overrides,
        timeout,
        reserve(),
        dryRun,
        once,
        listeners);
  }
}
