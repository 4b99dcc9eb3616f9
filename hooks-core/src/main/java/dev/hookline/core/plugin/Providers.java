package dev.hookline.core.plugin;

import dev.hookline.core.output.FailureText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the providers of a service; what is wrong with one keeps no other from being made. */
final class Providers<S> {
  /** A broken service file must not be able to report for ever. */
  private static final int MOST_PROBLEMS = 100;

  private final Class<S> service;
  private final ServiceLoader<S> loader;
  private final @Nullable ClassLoader files;
  private final Consumer<String> problems;
  private int problemCount;

  /**
   * Creates it.
   *
   * @param files where service files are looked for when one has to be named; null if in no class
   *     loader
   * @param problems gets what is wrong with a provider
   */
  Providers(
      Class<S> service,
      ServiceLoader<S> loader,
      @Nullable ClassLoader files,
      Consumer<String> problems) {
    this.service = service;
    this.loader = loader;
    this.files = files;
    this.problems = problems;
  }

  /** Hands each provider over, with where it comes from. */
  void forEach(BiConsumer<Plugin, S> taker) {
    Iterator<ServiceLoader.Provider<S>> found = loader.stream().iterator();
    while (problemCount < MOST_PROBLEMS) {
      try {
        if (!found.hasNext()) {
          return;
        }
        make(found.next(), taker);
      } catch (ServiceConfigurationError | LinkageError broken) {
        report(words(broken) + place(broken));
      }
    }
  }

  private void make(ServiceLoader.Provider<S> provider, BiConsumer<Plugin, S> taker) {
    Plugin plugin = Plugin.of(provider.type());
    S made;
    try {
      made = provider.get();
    } catch (ServiceConfigurationError | LinkageError broken) {
      Throwable cause = broken.getCause() == null ? broken : broken.getCause();
      report(
          plugin + " cannot make its " + provider.type().getName() + ": " + FailureText.of(cause));
      return;
    }
    taker.accept(plugin, made);
  }

  private void report(String problem) {
    problemCount++;
    problems.accept(FailureText.remarked(problem, "; correct it, or take the plug-in away"));
  }

  /** A configuration error begins with the name of the service, which says nothing here. */
  private String words(Error broken) {
    String message = String.valueOf(broken.getMessage());
    String prefix = service.getName() + ": ";
    return "a plug-in is broken: "
        + (message.startsWith(prefix) ? message.substring(prefix.length()) : message);
  }

  /** Returns which service file names the class that an error is about. */
  private String place(Error broken) {
    if (files == null) {
      return "";
    }
    String message = String.valueOf(broken.getMessage());
    try {
      String name = "META-INF/services/" + service.getName();
      for (URL file : Collections.list(files.getResources(name))) {
        if (lines(file).stream().anyMatch(line -> !line.isEmpty() && message.contains(line))) {
          return " (named in " + Plugin.fileName(file) + ")";
        }
      }
    } catch (IOException e) {
      return "";
    }
    return "";
  }

  private static List<String> lines(URL file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
      return reader.lines().map(line -> line.replaceFirst("#.*", "").strip()).toList();
    }
  }
}
