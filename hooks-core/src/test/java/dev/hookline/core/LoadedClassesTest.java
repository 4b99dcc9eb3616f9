package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.testing.ChildJvm;
import dev.hookline.core.testing.TenLambdas;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a JVM loads to build an engine of ten lambdas, to run it and to show the report: Hookline
 * and a part of the JDK, and hardly more of them than at the time of writing.
 */
class LoadedClassesTest {
  private static final Pattern LOADED = Pattern.compile("(\\S+) source: .*");
  private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");
  private static final String OWN = "dev.hookline.";

  /** Today 84, lambdas included, and 5 percent more. */
  private static final int MOST_OWN = 88;

  /**
   * Today 186 on JDK 17, and 313 on JDK 25, which writes lambdas by another library; hardly more.
   */
  private static final int MOST_OF_THE_JDK = Runtime.version().feature() < 24 ? 188 : 318;

  private static List<String> loaded = List.of();

  @BeforeAll
  static void load() throws IOException {
    try (ChildJvm child =
        ChildJvm.start("-Xlog:class+load:stdout:none", TenLambdas.class.getName())) {
      List<String> lines = child.rest();
      assertThat(lines)
          .contains(TenLambdas.BEGIN)
          .anyMatch(line -> line.startsWith("deploy succeeded after"));
      loaded =
          lines.subList(lines.indexOf(TenLambdas.BEGIN), lines.size()).stream()
              .map(LOADED::matcher)
              .filter(line -> line.matches())
              .map(line -> line.group(1))
              .toList();
    }
  }

  private static List<String> ofTheJdk() {
    return loaded.stream().filter(JDK.asMatchPredicate()).toList();
  }

  private static List<String> own() {
    return loaded.stream().filter(name -> name.startsWith(OWN)).toList();
  }

  @Test
  void loaded_ofOthers_isNothing() {
    assertThat(loaded)
        .contains(HookEngine.class.getName())
        .filteredOn(name -> !name.startsWith(OWN) && !JDK.matcher(name).matches())
        .isEmpty();
  }

  @Test
  void loaded_ofHookline_isWithoutWhatSaysWhatIsWrong() {
    assertThat(loaded)
        .doesNotContain(
            OWN + "api.HookSkippedException",
            OWN + "core.output.ConditionFailedException",
            OWN + "core.run.Outcomes");
  }

  @Test
  void loaded_ofHookline_isWithinBounds() {
    assertThat(own()).hasSizeLessThanOrEqualTo(MOST_OWN);
  }

  @Test
  void loaded_ofTheJdk_isWithinBounds() {
    assertThat(ofTheJdk()).hasSizeLessThanOrEqualTo(MOST_OF_THE_JDK);
  }
}
