package dev.hookline.shell;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the main sources of every module and checks what the compiler cannot. */
class ArchitectureTest {
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.*]+);");

  /** A third-party name used in full in the code, which needs no import. */
  private static final Pattern QUALIFIED =
      Pattern.compile("\\b(?:(?:com\\.google|org)\\.[a-z][\\w.]*)\\.[A-Z]\\w*");

  private static final Pattern COMMENT_OR_LITERAL =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\n"
              + "]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n"
              + "])*\"|'(?:\\\\.|[^'\\\\\n"
              + "])+'");

  /** A public type or member whose line follows neither a comment nor an annotation. */
  private static final Pattern UNDOCUMENTED =
      Pattern.compile("(?m)^(?![ ]*(?:\\*/|@|\\*|/\\*\\*)).*\n((?:  )?public [^\n]*)$");

  @ParameterizedTest
  @CsvSource({
    "api, ''",
    "core, 'com.google.common. dev.hookline.core.'",
    "shell, 'com.google.common. dev.hookline.shell. org.apache.commons.exec. org.snakeyaml.engine.'"
  })
  void mainCode_importsOnlyWhatItsModuleMayUse(String module, String more) {
    List<String> allowed = new ArrayList<>(List.of("java.", "org.jspecify.", "dev.hookline.api."));
    allowed.addAll(List.of(more.split(" ")));
    allowed.removeIf(String::isEmpty);
    assertThat(uses(module, name -> allowed.stream().noneMatch(name::startsWith))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.apache.commons.exec.", "org.snakeyaml.engine."})
  void thirdParty_isSeenByOneFile(String library) {
    assertThat(uses("shell", name -> name.startsWith(library)).keySet()).hasSizeLessThan(2);
  }

  /** The door package uses the packages below it; they know neither it nor the conventions. */
  @ParameterizedTest
  @CsvSource({"config, config", "files, files", "process, process", "script, 'script process'"})
  void packagesBelowTheDoor_knowOnlyWhatIsBelowThem(String name, String known) {
    List<String> allowed =
        Stream.of(known.split(" ")).map(below -> "dev.hookline.shell." + below + ".").toList();
    Map<String, List<String>> wrong =
        uses(
            "shell",
            use ->
                use.startsWith("dev.hookline.shell.")
                    && allowed.stream().noneMatch(use::startsWith));
    wrong.keySet().removeIf(file -> !file.contains("/dev/hookline/shell/" + name + "/"));
    assertThat(wrong).isEmpty();
  }

  @Test
  void mainCode_hasNoStarImports() {
    assertThat(usesAnywhere(name -> name.endsWith("*"))).isEmpty();
  }

  @Test
  void mainCode_neverPrintsToTheConsole() {
    assertThat(
            filesWhere(source -> code(source).matches("(?s).*\\bSystem\\s*\\.\\s*(out|err)\\b.*")))
        .isEmpty();
  }

  @Test
  void mainCode_namesNoAuthors() {
    assertThat(filesWhere(source -> source.contains("@author"))).isEmpty();
  }

  @Test
  void everyPackage_isNullMarked() {
    List<String> unmarked = new ArrayList<>();
    sources()
        .filter(file -> !file.endsWith("module-info.java"))
        .collect(groupingBy(Path::getParent, TreeMap::new, toList()))
        .keySet()
        .forEach(
            directory -> {
              Path packageInfo = directory.resolve("package-info.java");
              if (!Files.exists(packageInfo)
                  || !code(read(packageInfo)).contains("@NullMarked\npackage ")) {
                unmarked.add(shown(directory));
              }
            });
    assertThat(unmarked).isEmpty();
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

  /** Register, plan, run, report: nothing to the left knows anything to its right. */
  @ParameterizedTest
  @CsvSource({
    "PlannedHook, 'HookPlan HookRunner HookCaller PhaseState RunReport PhaseReport HookEngine'",
    "HookPlanner, 'HookRunner HookCaller PhaseState RunReport PhaseReport HookEngine Run'",
    "HookPlan, 'HookRunner HookCaller PhaseState RunReport PhaseReport Run'",
    "HookRunner, 'HookPlanner HookEngineBuilder RunReport HookRunException'",
    "RunReport, 'HookPlanner HookPlan HookRunner HookCaller HookEngineBuilder'"
  })
  void earlierTypes_doNotKnowLaterOnes(String type, String later) {
    Path file = top().resolve("hooks-core/src/main/java/dev/hookline/core/" + type + ".java");
    String code = code(read(file));
    assertThat(
            Stream.of(later.split(" "))
                .filter(name -> Pattern.compile("\\b" + name + "\\b").matcher(code).find()))
        .isEmpty();
  }

  private static Map<String, List<String>> usesAnywhere(Predicate<String> wrong) {
    Map<String, List<String>> found = new TreeMap<>();
    Stream.of("api", "core", "shell").forEach(module -> found.putAll(uses(module, wrong)));
    return found;
  }

  /** Returns the names for which the predicate holds, by the file that imports or spells them. */
  private static Map<String, List<String>> uses(String module, Predicate<String> wanted) {
    Map<String, List<String>> found = new TreeMap<>();
    sources(module)
        .filter(file -> !file.endsWith("module-info.java"))
        .forEach(
            file -> {
              String code = code(read(file));
              Stream<String> imported = IMPORT.matcher(code).results().map(match -> match.group(1));
              Stream<String> spelt = QUALIFIED.matcher(code).results().map(MatchResult::group);
              List<String> names =
                  Stream.concat(imported, spelt).filter(wanted).distinct().sorted().toList();
              if (!names.isEmpty()) {
                found.put(shown(file), names);
              }
            });
    return found;
  }

  private static List<String> filesWhere(Predicate<String> wrong) {
    return sources().filter(file -> wrong.test(read(file))).map(ArchitectureTest::shown).toList();
  }

  private static Stream<Path> sources() {
    return Stream.of("api", "core", "shell").flatMap(ArchitectureTest::sources);
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
