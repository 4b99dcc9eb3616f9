package dev.hookline.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The class files below one directory and what they refer to.
 *
 * <p>The references come from jdeps, because it reads the whole constant pool: it also finds what
 * leaves no call behind, such as an inlined constant, a cast, the interface of a lambda, or a value
 * that is only passed through. It misses annotations that are not kept at run time, and the bound
 * of a type parameter that no member has.
 */
final class ClassFiles {
  private static final Pattern ARROW = Pattern.compile("(?m)^ +(\\S+) +-> (\\S+)");
  private static final String PACKAGE_INFO = ".package-info";

  private final SortedSet<String> names;
  private final SortedSet<String> publicTypes;
  private final List<Reference> references;

  private ClassFiles(SortedSet<String> names, SortedSet<String> publicTypes, List<Reference> all) {
    this.names = names;
    this.publicTypes = publicTypes;
    this.references = all;
  }

  /**
   * Reads a directory of class files.
   *
   * @param root the root of the packages; holds no module descriptor, because jdeps would then ask
   *     for the modules that it requires
   */
  static ClassFiles of(Path root) throws IOException, ReflectiveOperationException {
    SortedSet<String> names = names(root);
    List<Reference> references =
        ARROW
            .matcher(jdeps(root))
            .results()
            .map(found -> new Reference(found.group(1), found.group(2)))
            .toList();
    return new ClassFiles(names, PublicTypes.among(names, root), references);
  }

  /** Returns the top-level classes by their package. */
  SortedMap<String, SortedSet<String>> packages() {
    return names.stream()
        .filter(name -> !name.contains("$"))
        .collect(
            groupingBy(
                Reference::packageOf,
                TreeMap::new,
                mapping(Function.identity(), toCollection(TreeSet::new))));
  }

  /** Returns the public and protected types of a package, nested ones too, by their full names. */
  SortedSet<String> publicTypes(String packageName) {
    SortedSet<String> found = new TreeSet<>(publicTypes);
    found.removeIf(name -> !Reference.packageOf(name).equals(packageName));
    return found;
  }

  /** Returns the references from one top-level class below the directory to another. */
  List<Reference> inside() {
    return references.stream()
        .filter(found -> names.contains(found.used()) && !found.user().equals(found.used()))
        .toList();
  }

  /** Returns the references from one package to another, or between the classes of one. */
  List<Reference> references(String from, String to) {
    return inside().stream()
        .filter(found -> found.userPackage().equals(from) && found.usedPackage().equals(to))
        .toList();
  }

  /** Returns the other packages that the classes of one refer to. */
  SortedSet<String> packagesSeenBy(String packageName) {
    return inside().stream()
        .filter(found -> found.userPackage().equals(packageName))
        .map(Reference::usedPackage)
        .filter(seen -> !seen.equals(packageName))
        .collect(toCollection(TreeSet::new));
  }

  /** Returns the references to classes that are not below the directory. */
  List<Reference> outside() {
    return references.stream().filter(found -> !names.contains(found.used())).toList();
  }

  /** Returns whether the comment file of a package bears an annotation. */
  boolean isAnnotated(String packageName, String annotation) {
    return references.contains(new Reference(packageName + PACKAGE_INFO, annotation));
  }

  private static SortedSet<String> names(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(
              file ->
                  root.relativize(file)
                      .toString()
                      .replace(file.getFileSystem().getSeparator(), "."))
          .filter(file -> file.endsWith(".class") && !file.endsWith(PACKAGE_INFO + ".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .collect(toCollection(TreeSet::new));
    }
  }

  private static String jdeps(Path root) {
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed, true);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    if (jdeps.run(writer, writer, "-v", root.toString()) != 0) {
      throw new IllegalStateException("jdeps cannot read " + root + ": " + printed);
    }
    return printed.toString();
  }
}
