package dev.hookline.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A context with other arguments, another environment, directory or output, for a hook that runs
 * another hook. Immutable; everything else is that of the context behind it.
 */
@CheckReturnValue
public final class ContextView implements HookContext {
  private final HookContext context;
  private final List<String> arguments;
  private final Map<String, String> environment;
  private final Path directory;
  private final HookOutput output;

  private ContextView(
      HookContext context,
      List<String> arguments,
      Map<String, String> environment,
      Path directory,
      HookOutput output) {
    this.context = context;
    this.arguments = arguments;
    this.environment = environment;
    this.directory = directory;
    this.output = output;
  }

  /** Returns a view in which everything is as in the context. */
  public static ContextView of(HookContext context) {
    return new ContextView(
        context, context.arguments(), context.environment(), context.directory(), context.output());
  }

  /** Returns this view with these arguments instead. */
  public ContextView arguments(List<String> newArguments) {
    return new ContextView(context, List.copyOf(newArguments), environment, directory, output);
  }

  /** Returns this view with more variables, which win over those of the same name. */
  public ContextView environment(Environment layer) {
    Map<String, String> merged = new LinkedHashMap<>(environment);
    merged.putAll(layer.variables());
    return new ContextView(
        context, arguments, Collections.unmodifiableMap(merged), directory, output);
  }

  /** Returns this view without the variables of these names. */
  public ContextView without(Collection<String> names) {
    Map<String, String> rest = new LinkedHashMap<>(environment);
    rest.keySet().removeAll(names);
    return new ContextView(
        context, arguments, Collections.unmodifiableMap(rest), directory, output);
  }

  /** Returns this view with this directory, which must be absolute. */
  public ContextView directory(Path newDirectory) {
    return new ContextView(context, arguments, environment, newDirectory, output);
  }

  /** Returns this view with this output, which passes on to that of the context what it keeps. */
  public ContextView output(HookOutput newOutput) {
    return new ContextView(context, arguments, environment, directory, newOutput);
  }

  @Override
  public HookId hook() {
    return context.hook();
  }

  @Override
  public String runId() {
    return context.runId();
  }

  @Override
  public int attempt() {
    return context.attempt();
  }

  @Override
  public List<String> arguments() {
    return arguments;
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Optional<Duration> remaining() {
    return context.remaining();
  }

  @Override
  public Duration gracePeriod() {
    return context.gracePeriod();
  }

  @Override
  public boolean isStopping() {
    return context.isStopping();
  }

  @Override
  public Optional<Throwable> failure() {
    return context.failure();
  }

  @Override
  public OptionalLong fencingToken() {
    return context.fencingToken();
  }

  @Override
  public <T> Optional<T> get(HookKey<T> key) {
    return context.get(key);
  }

  @Override
  public <T> void put(HookKey<T> key, T value) {
    context.put(key, value);
  }

  @Override
  public void export(String name, String value) {
    context.export(name, value);
  }

  @Override
  public void exportSecret(String name, String value) {
    context.exportSecret(name, value);
  }

  @Override
  public HookOutput output() {
    return output;
  }

  @Override
  public void leaveBehind(LeftBehind leftBehind) {
    context.leaveBehind(leftBehind);
  }

  @Override
  public void warn(String warning) {
    context.warn(warning);
  }

  @Override
  public void byHand(Path place, List<String> words, Map<String, String> variables) {
    context.byHand(place, words, variables);
  }

  @Override
  public void postMortem(List<String> lines) {
    context.postMortem(lines);
  }
}
