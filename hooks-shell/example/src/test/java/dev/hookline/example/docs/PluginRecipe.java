package dev.hookline.example.docs;

import dev.hookline.core.HookEngine;
import dev.hookline.core.Plugins;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

public class PluginRecipe {
  /**
   * Takes what is in the directory {@code plugins} of the tool: jars, or directories of classes.
   */
  public static HookEngine engine(Path plugins) throws IOException {
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> files = Files.list(plugins)) {
      for (Path file : files.sorted().toList()) {
        urls.add(file.toUri().toURL());
      }
    }
    ClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), PluginRecipe.class.getClassLoader());
    return HookEngine.builder().loadServices(Plugins.of(loader).withoutBroken()).build();
  }
}
