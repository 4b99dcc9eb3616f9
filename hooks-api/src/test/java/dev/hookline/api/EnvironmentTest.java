package dev.hookline.api;

import static dev.hookline.api.testing.Refusals.assertNullRefused;
import static dev.hookline.api.testing.Refusals.assertRefused;
import static dev.hookline.api.testing.Refusals.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.testing.Refusals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A layer of variables and its secrets. */
class EnvironmentTest {
  @Test
  void environment_nameThatCannotBe_isRefused() {
    for (String name :
        List.of("", "A=B", " ", "A B", "A\n", "A\0", "\u00a0", "A\u2003B", "A\u0085")) {
      assertThatThrownBy(() -> Environment.of(name, "1"))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("variable name \"")
          .hasMessageEndingWith(
              "\" cannot be used; it must not be empty and must not contain '=', white space or"
                  + " control characters");
    }
    assertRefused(
        () -> Environment.of("A\tB", "1"),
        "variable name \"A\\u0009B\" cannot be used; it must not be empty and must not contain '=',"
            + " white space or control characters");
    assertRefused(
        () -> Environment.empty().withSecret("A", "hun\0ter2"),
        "the value of variable \"A\" contains NUL, which cannot be passed to a process");
    assertRefused(
        () -> Environment.of("A", "1").markSecret("A", "B"),
        "variable \"B\" cannot be marked secret: it is not in this layer");
  }

  @Test
  void environment_null_isRefusedAtOnce() {
    Map<String, String> nullValue = new LinkedHashMap<>();
    nullValue.put("A", none());
    assertNullRefused(
        List.of(
            () -> Environment.of(none(), "1"),
            () -> Environment.of("A", none()),
            () -> Environment.of(nullValue),
            () -> Environment.of(Refusals.<Map<String, String>>none()),
            () -> Environment.empty().overlaidBy(none()),
            () -> Environment.empty().withSecret("A", none())));
  }

  @Test
  void environment_laterLayer_winsWithItsSecrecy() {
    Environment first = Environment.of("A", "1").withSecret("B", "2").withSecret("C", "3");
    Environment merged =
        first.overlaidBy(Environment.of("B", "plain").withSecret("A", "hidden").with("D", "4"));
    assertThat(merged).hasToString("{A=***, B=plain, C=***, D=4}");
    assertThat(merged.variables())
        .containsExactly(
            Map.entry("A", "hidden"),
            Map.entry("B", "plain"),
            Map.entry("C", "3"),
            Map.entry("D", "4"));
    assertThat(first).hasToString("{A=1, B=***, C=***}");
    assertThat(first.overlaidBy(Environment.empty())).isSameAs(first);
  }

  @Test
  void environment_copiesWhatItWasGivenAndGivesNothingAway() {
    Map<String, String> given = new LinkedHashMap<>(Map.of("A", "1"));
    Environment environment = Environment.of(given);
    given.put("A", "2");
    assertThat(environment).isEqualTo(Environment.of("A", "1"));
    assertThat(environment).hasSameHashCodeAs(Environment.of("A", "1"));
    assertThat(environment).isNotEqualTo(Environment.empty().withSecret("A", "1"));
    assertThatThrownBy(() -> environment.variables().put("B", "2"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> environment.markSecret("A").secretNames().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Environment.inherited().variables().put("B", "2"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(Environment.inherited().variables()).isEqualTo(System.getenv());
  }

  /** Were each layer a copy of the one before, this would take minutes. */
  @Test
  @Timeout(30)
  void environment_of100000VariablesOneByOne_hasThemInOrder() {
    Environment layer = Environment.empty();
    for (int i = 0; i < 100_000; i++) {
      layer = i % 2 == 0 ? layer.with("V" + i, "plain") : layer.withSecret("V" + i, "hidden");
    }
    assertThat(layer.variables().keySet())
        .containsExactlyElementsOf(IntStream.range(0, 100_000).mapToObj(i -> "V" + i).toList());
    assertThat(layer.secretNames()).hasSize(50_000).contains("V1", "V99999").doesNotContain("V0");
  }

  @Test
  void environment_askedInBetween_growsFromThere() {
    Environment one = Environment.of("A", "1").withSecret("B", "2");
    assertThat(one).hasToString("{A=1, B=***}");
    Environment two = one.with("B", "3").with("C", "4");
    assertThat(two).hasToString("{A=1, B=3, C=4}").isEqualTo(two.overlaidBy(Environment.empty()));
    assertThat(one).hasToString("{A=1, B=***}");
  }
}
