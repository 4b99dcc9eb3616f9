package dev.hookline.core;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSource;
import dev.hookline.core.plugin.PluginLoader;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Where plug-ins are looked for: jars that bring hooks or listeners along, as providers of the
 * services {@link HookSource} and {@link HookListener}. A provider has a public constructor without
 * parameters, and is named in {@code META-INF/services} or in its {@code module-info}; {@code
 * hooks-api} is all that it needs. Its hooks say which plug-in, version and jar they come from, in
 * plans, reports and messages. Immutable and thread-safe.
 *
 * @see HookEngineBuilder#loadServices
 */
@CheckReturnValue
public final class Plugins {
  private final PluginLoader loader;
  private final boolean isLenient;

  private Plugins(PluginLoader loader, boolean isLenient) {
    this.loader = loader;
    this.isLenient = isLenient;
  }

  /**
   * Returns the plug-ins that a class loader finds, such as that of the tool's own plug-in jars.
   */
  public static Plugins of(ClassLoader loader) {
    return new Plugins(PluginLoader.of(Objects.requireNonNull(loader, "class loader")), false);
  }

  /** Returns the plug-ins among the modules of a layer and its parents. */
  public static Plugins of(ModuleLayer layer) {
    return new Plugins(PluginLoader.of(Objects.requireNonNull(layer, "module layer")), false);
  }

  /**
   * Returns these plug-ins without those that are broken: each run warns of them instead of the
   * engine being refused.
   */
  public Plugins withoutBroken() {
    return new Plugins(loader, true);
  }

  boolean isLenient() {
    return isLenient;
  }

  List<HookSource> sources(Consumer<String> problems) {
    List<HookSource> sources = loader.sources(problems);
    return isLenient
        ? sources.stream().map(source -> PluginLoader.lenient(source, problems)).toList()
        : sources;
  }

  List<HookListener> listeners(Consumer<String> problems) {
    return loader.listeners(problems);
  }
}
