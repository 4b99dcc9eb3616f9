package dev.hookline.core.input;

import dev.hookline.api.Environment;
import dev.hookline.api.HookKey;
import dev.hookline.core.secret.Masker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the hooks of a run hand over to one another: values, variables, and the secrets in them. */
public final class RunValues {
  /** The W3C's trace context, as OpenTelemetry hands it to processes. */
  private static final List<String> TRACE_CONTEXT = List.of("TRACEPARENT", "TRACESTATE", "BAGGAGE");

  private final RunInput input;

  /** Knows more than that of the input, once a secret was handed over. */
  private volatile @Nullable Masker grown;

  private volatile @Nullable Environment exported;

  /** What was handed over since, oldest first: put together when a hook asks, not each time. */
  private volatile @Nullable List<Environment> pending;

  private volatile @Nullable Map<HookKey<?>, Object> values;
  private volatile @Nullable Environment base;

  /** Creates the values with which a run begins. */
  public RunValues(RunInput input) {
    this.input = input;
  }

  /** Returns the masker that knows all secrets of the run so far. */
  public Masker masker() {
    Masker own = grown;
    return own == null ? input.masker() : own;
  }

  /** Returns the value under a key, if a hook or the request gave one. */
  public <T> Optional<T> get(HookKey<T> key) {
    Map<HookKey<?>, Object> own = values;
    Object value = own == null ? null : own.get(key);
    Object found = value == null ? input.request().attributes().get(key) : value;
    return Optional.ofNullable(found).map(key.type()::cast);
  }

  /** Hands a value over. */
  public <T> void put(HookKey<T> key, T value) {
    ownValues().put(key, key.type().cast(value));
  }

  private synchronized Map<HookKey<?>, Object> ownValues() {
    Map<HookKey<?>, Object> own = values == null ? new ConcurrentHashMap<>() : values;
    values = own;
    return own;
  }

  /** Hands variables over, and masks their secrets from now on. */
  public synchronized void export(Environment layer) {
    List<Environment> layers = pending == null ? new ArrayList<>() : pending;
    pending = layers;
    layers.add(layer);
    grown = masker().with(layer);
  }

  private Environment exported() {
    Environment known = pending == null ? exported : putTogether();
    return known == null ? Environment.empty() : known;
  }

  private synchronized @Nullable Environment putTogether() {
    List<Environment> layers = pending;
    if (layers != null) {
      Environment later = merged(layers);
      exported = exported == null ? later : exported.overlaidBy(later);
      pending = null;
    }
    return exported;
  }

  private static Environment merged(List<Environment> layers) {
    Map<String, String> variables = new LinkedHashMap<>();
    Set<String> secrets = new LinkedHashSet<>();
    for (Environment layer : layers) {
      variables.putAll(layer.variables());
      secrets.removeAll(layer.variables().keySet());
      secrets.addAll(layer.secretNames());
    }
    return Environment.of(variables).markSecret(secrets.toArray(String[]::new));
  }

  /** Returns what a hook with this layer of its own sees. */
  public Map<String, String> environment(Environment own) {
    Environment overrides = input.request().overrides();
    Environment handedOver = exported();
    if (own.variables().isEmpty() && handedOver.variables().isEmpty()) {
      return base().overlaidBy(overrides).variables();
    }
    return Collections.unmodifiableMap(
        base().overlaidBy(own).overlaidBy(handedOver).overlaidBy(overrides).variables());
  }

  /** A trace must not break where an environment is cleaned. */
  private static Environment traceContext() {
    Environment trace = Environment.empty();
    for (String name : TRACE_CONTEXT) {
      String value = System.getenv(name);
      trace = value == null ? trace : trace.with(name, value);
    }
    return trace;
  }

  private Environment base() {
    Environment known = base;
    if (known == null) {
      Environment inherited =
          input.engine().isInheriting() ? Environment.inherited() : traceContext();
      known =
          inherited
              .overlaidBy(input.engine().environment())
              .overlaidBy(input.request().environment());
      base = known;
    }
    return known;
  }
}
