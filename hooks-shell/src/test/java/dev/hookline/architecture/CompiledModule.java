package dev.hookline.architecture;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A module as the tests see it: a directory of classes, or the jar once the module is packaged.
 *
 * @param home that directory or jar
 */
record CompiledModule(Path home) {
  /** Returns the module that a class was loaded from, wherever this build puts its classes. */
  static CompiledModule of(Class<?> type) {
    URL location = type.getProtectionDomain().getCodeSource().getLocation();
    return new CompiledModule(Path.of(URI.create(location.toString())));
  }

  /** Returns the packages that every other module may use. */
  Set<String> exported() {
    return ModuleFinder.of(home).findAll().stream()
        .flatMap(module -> module.descriptor().exports().stream())
        .filter(exports -> !exports.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(toSet());
  }

  /** Copies the class files except the module descriptor. */
  void copyTo(Path target) throws IOException {
    if (Files.isDirectory(home)) {
      copy(home, target);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(home)) {
        copy(jar.getPath("/"), target);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : classFiles(from)) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  private static List<Path> classFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.endsWith("module-info.class"))
          .toList();
    }
  }
}
