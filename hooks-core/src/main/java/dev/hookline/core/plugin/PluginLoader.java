package dev.hookline.core.plugin;

import dev.hookline.api.HookListener;
import dev.hookline.api.HookSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the hook sources and the listeners among the services of a class loader or a layer. */
public final class PluginLoader {
  private final @Nullable ClassLoader classLoader;
  private final @Nullable ModuleLayer layer;

  private PluginLoader(@Nullable ClassLoader classLoader, @Nullable ModuleLayer layer) {
    this.classLoader = classLoader;
    this.layer = layer;
  }

  /** Returns what finds plug-ins by a class loader, those in modules included. */
  public static PluginLoader of(ClassLoader loader) {
    return new PluginLoader(loader, null);
  }

  /** Returns what finds plug-ins in the modules of a layer. */
  public static PluginLoader of(ModuleLayer layer) {
    return new PluginLoader(null, layer);
  }

  private <S> Providers<S> providers(
      Class<S> service, ServiceLoader<S> loader, Consumer<String> problems) {
    return new Providers<>(service, loader, classLoader, problems);
  }

  /** Returns the listeners that can be made. */
  public List<HookListener> listeners(Consumer<String> problems) {
    List<HookListener> listeners = new ArrayList<>();
    ServiceLoader<HookListener> found =
        layer == null
            ? ServiceLoader.load(HookListener.class, classLoader)
            : ServiceLoader.load(layer, HookListener.class);
    providers(HookListener.class, found, problems)
        .forEach((plugin, listener) -> listeners.add(listener));
    return listeners;
  }

  /** Returns the sources that can be made; each fails by itself if its hooks cannot be loaded. */
  public List<HookSource> sources(Consumer<String> problems) {
    List<HookSource> sources = new ArrayList<>();
    ServiceLoader<HookSource> found =
        layer == null
            ? ServiceLoader.load(HookSource.class, classLoader)
            : ServiceLoader.load(layer, HookSource.class);
    providers(HookSource.class, found, problems)
        .forEach((plugin, source) -> sources.add(new PluginSource(plugin, source)));
    return sources;
  }

  /** Returns a source without the hooks of what cannot be loaded. */
  public static HookSource lenient(HookSource source, Consumer<String> problems) {
    return new LenientSource(source, problems);
  }
}
