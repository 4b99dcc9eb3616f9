package dev.hookline.architecture;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the types that code of another package can name. */
final class PublicTypes {
  private static final int VISIBLE = Modifier.PUBLIC | Modifier.PROTECTED;

  private PublicTypes() {}

  /** Returns those of the named classes below a directory that are public or protected. */
  static SortedSet<String> among(Iterable<String> names, Path root)
      throws IOException, ReflectiveOperationException {
    SortedSet<String> found = new TreeSet<>();
    URL[] urls = {root.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, PublicTypes.class.getClassLoader())) {
      for (String name : names) {
        if (isVisible(Class.forName(name, false, loader))) {
          found.add(name);
        }
      }
    }
    return found;
  }

  /** A nested type is as visible as the least visible of those around it. */
  private static boolean isVisible(Class<?> type) {
    return Stream.<Class<?>>iterate(type, owner -> owner != null, Class::getDeclaringClass)
        .allMatch(owner -> (owner.getModifiers() & VISIBLE) != 0);
  }
}
