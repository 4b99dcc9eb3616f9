package dev.hookline.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages show is what is compiled, and what they link to is there. */
class PagesTest {
  private static final Path SOURCES = Path.of("src/test/java/dev/hookline/example/docs");

  /** Those that need many more jars are compiled and run with the profile {@code recipes}. */
  private static final Path RECIPES = Path.of("../recipes/src/test/java/dev/hookline/recipes");

  /** Those that need PostgreSQL run beside the tests of the ledger. */
  private static final Path LOCKS =
      Path.of("../../hooks-core/src/test/java/dev/hookline/core/ledger/jdbc");

  private static final Pattern PACKAGE = Pattern.compile("\\Apackage [a-z.]+;\n\n");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern CLASS_AND_PACKAGE =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| `([a-z.]+)` \\|$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** This one needs a newer JDK than the others; its test compiles it where it can. */
  private static final String NEWER = "newVirtualThreadPerTaskExecutor";

  private static Set<String> sources() throws IOException {
    Set<String> sources = new TreeSet<>();
    for (Path directory : List.of(SOURCES, RECIPES, LOCKS)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          sources.add(PACKAGE.matcher(Files.readString(file)).replaceFirst(""));
        }
      }
    }
    return sources;
  }

  @ParameterizedTest
  @ValueSource(strings = {"getting-started.md", "cookbook.md"})
  void javaBlocks_areWholeSourcesThatAreCompiled(String name) throws IOException {
    Set<String> sources = sources();
    List<String> blocks = Page.of(name).blocks("java");
    assertThat(blocks).isNotEmpty();
    assertThat(blocks.stream().filter(block -> !block.contains(NEWER))).allMatch(sources::contains);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "getting-started.md",
        "concepts.md",
        "cookbook.md",
        "migrating.md",
        "script-contract.md",
        "decisions.md"
      })
  void links_leadSomewhere(String name) throws IOException {
    Path docs = Path.of("../docs");
    for (MatchResult link : LINK.matcher(Page.of(name).text()).results().toList()) {
      Path target = docs.resolve(link.group(1));
      assertThat(target).exists();
      if (link.group(2) != null) {
        assertThat(anchors(Files.readString(target))).contains(link.group(2));
      }
    }
  }

  @Test
  void gettingStarted_packagesOfClasses_areTheirs() throws Exception {
    List<MatchResult> rows =
        CLASS_AND_PACKAGE.matcher(Page.of("getting-started.md").text()).results().toList();
    assertThat(rows).hasSize(10);
    for (MatchResult row : rows) {
      assertThat(Class.forName(row.group(2) + "." + row.group(1))).isPublic();
    }
  }

  private static Set<String> anchors(String text) {
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(java.util.Locale.ROOT))
        .map(heading -> "#" + heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void tablesOfConcepts_areThoseOfTheReadmeNoLonger() throws IOException {
    assertThat(Page.of("concepts.md").text())
        .contains("| ended | `ABORT` (default) | `CONTINUE` | `IGNORE` |")
        .contains("| the phase so far | ordinary |");
  }
}
