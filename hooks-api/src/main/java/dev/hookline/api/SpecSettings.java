package dev.hookline.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of a spec; never changed once a spec holds them. */
final class SpecSettings {
  HookId id;
  final Hook hook;
  HookOrder order = HookOrder.byRegistration();
  RetryPolicy retry = RetryPolicy.none();
  FailurePolicy onFailure = FailurePolicy.ABORT;
  List<Condition> conditions = List.of();
  Environment environment = Environment.empty();
  Set<String> tags = Set.of();
  OutputPolicy output = OutputPolicy.AUTOMATIC;
  @Nullable CutOffRule cutOffRule;
  @Nullable Duration timeout;
  @Nullable Duration attemptTimeout;
  @Nullable Duration gracePeriod;
  @Nullable Hook undo;
  @Nullable Path directory;
  @Nullable String declaredAt;

  SpecSettings(HookId id, Hook hook) {
    this.id = id;
    this.hook = hook;
  }

  SpecSettings(SpecSettings other) {
    this(other.id, other.hook);
    order = other.order;
    timeout = other.timeout;
    attemptTimeout = other.attemptTimeout;
    gracePeriod = other.gracePeriod;
    retry = other.retry;
    onFailure = other.onFailure;
    conditions = other.conditions;
    environment = other.environment;
    tags = other.tags;
    output = other.output;
    cutOffRule = other.cutOffRule;
    undo = other.undo;
    directory = other.directory;
    declaredAt = other.declaredAt;
  }
}
