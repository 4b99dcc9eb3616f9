package dev.hookline.core.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Makes the jar of a plug-in, as its author would: compiled, with a manifest and services. */
final class PluginJar {
  private final Path directory;
  private final String name;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> services = new LinkedHashMap<>();
  private String classPath = System.getProperty("java.class.path");
  private boolean isWithoutClasses;

  private PluginJar(Path directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  static PluginJar in(Path directory, String name) {
    return new PluginJar(directory, name);
  }

  /** Adds a class of package {@code acme}. */
  PluginJar type(String simpleName, String body) {
    return source(
        "acme/" + simpleName,
        "package acme; import dev.hookline.api.*; import java.util.List; " + body);
  }

  PluginJar source(String path, String text) {
    sources.put(path, text);
    return this;
  }

  PluginJar service(Class<?> service, String lines) {
    services.put(service.getName(), lines);
    return this;
  }

  /** Compiles against these classes instead of those that are there at run time. */
  PluginJar against(Path classes) {
    classPath = classes + java.io.File.pathSeparator + classPath;
    return this;
  }

  PluginJar withoutClasses() {
    isWithoutClasses = true;
    return this;
  }

  /** Compiles into a directory of classes. */
  Path classes() throws IOException {
    Path from = directory.resolve(name + "-sources");
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-cp", classPath));
    Path to = Files.createDirectories(directory.resolve(name + "-classes"));
    arguments.addAll(List.of("-d", to.toString()));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = from.resolve(source.getKey() + ".java");
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("the plug-in " + name + " does not compile");
    }
    return to;
  }

  Path jar() throws IOException {
    Path jar = directory.resolve(name + "-1.2.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Name.IMPLEMENTATION_TITLE, name);
    manifest.getMainAttributes().put(Name.IMPLEMENTATION_VERSION, "1.2");
    Path classes = classes();
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Map.Entry<String, String> service : services.entrySet()) {
        write(out, "META-INF/services/" + service.getKey(), service.getValue().getBytes(UTF_8));
      }
      if (!isWithoutClasses) {
        addAll(out, classes);
      }
    }
    return jar;
  }

  private static void addAll(JarOutputStream out, Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> write(out, classes.relativize(file).toString(), read(file)));
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(JarOutputStream out, String name, byte[] bytes) {
    try {
      out.putNextEntry(new JarEntry(name));
      out.write(bytes);
      out.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
