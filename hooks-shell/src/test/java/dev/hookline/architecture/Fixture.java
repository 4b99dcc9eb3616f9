package dev.hookline.architecture;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.apache.commons.exec.CommandLine;
import org.jspecify.annotations.NullMarked;

/** Small classes, compiled for a test of the rules. */
final class Fixture {
  private static final Pattern PACKAGE = Pattern.compile("\\bpackage ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record) (\\w+)");

  private Fixture() {}

  /**
   * Compiles public classes in packages below {@code app}.
   *
   * @param arrows for each class its name, then the classes that its fields are of, if any: {@code
   *     a.One -> a.Two b.Three}
   */
  static ClassFiles arrows(Path directory, String... arrows) throws Exception {
    return sources(directory, Stream.of(arrows).map(Fixture::source).toArray(String[]::new));
  }

  /** Compiles the given compilation units. */
  static ClassFiles sources(Path directory, String... sources) throws Exception {
    compile(directory, sources);
    return ClassFiles.of(directory);
  }

  /** Adds the classes of the given compilation units to those in a directory. */
  static void compile(Path directory, String... sources) throws Exception {
    Path sourceDirectory = Files.createTempDirectory(directory, "sources");
    List<String> arguments = new ArrayList<>(List.of("-d", directory.toString(), "-proc:none"));
    arguments.addAll(List.of("-cp", classPath(directory)));
    for (String source : sources) {
      arguments.add(write(sourceDirectory, source).toString());
    }
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed, true);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    if (javac.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalArgumentException(printed.toString());
    }
  }

  private static String source(String arrow) {
    String[] ends = arrow.split(" -> ");
    String fields =
        Stream.of(ends).skip(1).flatMap(Fixture::words).map(Fixture::field).collect(joining());
    String from = ends[0];
    return "package app.%s; public class %s { %s }"
        .formatted(Reference.packageOf(from), Reference.simple(from), fields);
  }

  private static Stream<String> words(String text) {
    return Stream.of(text.split(" "));
  }

  private static String field(String type) {
    return "app.%s %s; ".formatted(type, type.replace('.', '_'));
  }

  private static String classPath(Path directory) {
    return String.join(
        File.pathSeparator,
        directory.toString(),
        CompiledModule.of(CommandLine.class).home().toString(),
        CompiledModule.of(NullMarked.class).home().toString());
  }

  /** Writes a compilation unit to the file that its package and its type ask for. */
  private static Path write(Path directory, String source) throws IOException {
    Matcher type = TYPE.matcher(source);
    Matcher inPackage = PACKAGE.matcher(source);
    String name = type.find() ? type.group(1) : "package-info";
    Path own = directory.resolve(inPackage.find() ? inPackage.group(1) : "");
    return Files.writeString(Files.createDirectories(own).resolve(name + ".java"), source);
  }
}
