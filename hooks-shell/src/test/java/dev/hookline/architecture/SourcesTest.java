package dev.hookline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the main sources of every module and checks what leaves no trace in a class file. */
class SourcesTest {
  private static final Pattern STAR_IMPORT = Pattern.compile("(?m)^import .*\\*;");

  private static final Pattern CONSOLE =
      Pattern.compile("\\bSystem\\s*\\.\\s*(?:out|err)\\b|\\bprintStackTrace\\s*\\(\\s*\\)");

  private static final Pattern COMMENT_OR_LITERAL =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\n"
              + "]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n"
              + "])*\"|'(?:\\\\.|[^'\\\\\n"
              + "])+'");

  /** A public type or member whose line follows neither a comment nor an annotation. */
  private static final Pattern UNDOCUMENTED =
      Pattern.compile("(?m)^(?![ ]*(?:\\*/|@|\\*|/\\*\\*)).*\n((?:  )?public [^\n]*)$");

  /** One says the last thing before the JVM ends; the other asks which of them is a terminal. */
  private static final List<String> MAY_NAME_THE_CONSOLE =
      List.of(
          "hooks-core/src/main/java/dev/hookline/core/StoppableRun.java",
          "hooks-core/src/main/java/dev/hookline/core/console/terminal/Surroundings.java");

  @Test
  void mainCode_hasNoStarImports() {
    assertThat(filesWhere(source -> STAR_IMPORT.matcher(code(source)).find())).isEmpty();
  }

  @Test
  void mainCode_neverPrintsToTheConsole() {
    assertThat(filesWhere(source -> CONSOLE.matcher(code(source)).find()))
        .isSubsetOf(MAY_NAME_THE_CONSOLE);
  }

  @Test
  void mainCode_namesNoAuthors() {
    assertThat(filesWhere(source -> source.contains("@author"))).isEmpty();
  }

  /** doclint checks what a comment says; that there is one is checked here, tags are a choice. */
  @Test
  void everythingPublic_hasAComment() {
    List<String> bare = new ArrayList<>();
    sources()
        .filter(file -> read(file).matches("(?s).*\\npublic .*"))
        .forEach(
            file ->
                UNDOCUMENTED
                    .matcher(read(file))
                    .results()
                    .forEach(found -> bare.add(shown(file) + ": " + found.group(1).strip())));
    assertThat(bare).isEmpty();
  }

  private static List<String> filesWhere(Predicate<String> wrong) {
    return sources().filter(file -> wrong.test(read(file))).map(SourcesTest::shown).toList();
  }

  private static Stream<Path> sources() {
    return Stream.of("api", "core", "shell").flatMap(SourcesTest::sources);
  }

  /** Fails when a module has moved, because no sources would break no rule. */
  private static Stream<Path> sources(String module) {
    Path root = top().resolve("hooks-" + module).resolve("src/main/java");
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> java = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      assertThat(java).as("sources in %s", root).isNotEmpty();
      return java.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the root of the project; surefire starts the tests of a module in its directory. */
  private static Path top() {
    return Path.of("").toAbsolutePath().getParent();
  }

  private static String shown(Path path) {
    return top().relativize(path).toString();
  }

  private static String code(String source) {
    return COMMENT_OR_LITERAL
        .matcher(source)
        .replaceAll(match -> match.group().startsWith("/") ? "" : "\"\"");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
