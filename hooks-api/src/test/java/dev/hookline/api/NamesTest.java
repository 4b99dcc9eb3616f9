package dev.hookline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One rule for every name, wherever it is given. */
class NamesTest {
  private static final Hook HOOK = context -> {};
  private static final String REMEDY = "; use letters, digits, '-', '_', '.' and spaces inside";

  record Place(String what, Consumer<String> taker) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Place> places() {
    HookSpec spec = HookSpec.of(Phase.of("deploy"), "a", HOOK);
    return List.of(
        new Place("phase name", Phase::of),
        new Place("phase name", Phase::new),
        new Place("hook name", name -> HookSpec.of(Phase.of("deploy"), name, HOOK)),
        new Place("hook name", spec::before),
        new Place("hook name", spec::after),
        new Place("hook name", spec::beforeIfPresent),
        new Place("hook name", spec::afterIfPresent),
        new Place("hook name", spec::preOf),
        new Place("hook name", spec::postOf),
        new Place("key name", name -> HookKey.of(name, String.class)),
        new Place("lifecycle name", Lifecycle::named),
        new Place("step name", name -> Lifecycle.named("all").step(name, HOOK)));
  }

  static Stream<Arguments> hostile() {
    String tooLong = "x".repeat(201);
    List<String[]> names =
        List.of(
            new String[] {"", " is blank; give it a name"},
            new String[] {"  ", " is blank; give it a name"},
            new String[] {"\n", " is blank; give it a name"},
            new String[] {tooLong, quoted("x".repeat(40) + "…", "is longer than 200 characters")},
            new String[] {" a", quoted(" a", "starts or ends with white space")},
            new String[] {"a\t", quoted("a\\u0009", "starts or ends with white space")},
            new String[] {"a/b", quoted("a/b", "contains a slash")},
            new String[] {"..\\b", quoted("..\\b", "contains a slash")},
            new String[] {"a\nb", quoted("a\\u000ab", "contains the control character U+000A")},
            new String[] {"a\0b", quoted("a\\u0000b", "contains the control character U+0000")},
            new String[] {
              "a\033[31m", quoted("a\\u001b[31m", "contains the control character U+001B")
            },
            new String[] {"a\u202Eb", quoted("a\\u202eb", "contains the control character U+202E")},
            new String[] {"a\u2028b", quoted("a\\u2028b", "contains the control character U+2028")},
            new String[] {
              "a\uD800b", quoted("a\\ud800b", "contains the control character U+D800")
            });
    return places().stream()
        .flatMap(place -> names.stream().map(name -> Arguments.of(place, name[0], name[1])));
  }

  private static String quoted(String shown, String why) {
    return " \"" + shown + "\" " + why + REMEDY;
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void name_hostile_isRefusedAndShownHarmlessly(Place place, String name, String message) {
    assertThatThrownBy(() -> place.taker().accept(name))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(place.what() + message);
  }

  @ParameterizedTest
  @MethodSource("places")
  void name_null_isRefusedAndNamed(Place place) {
    assertThatThrownBy(() -> place.taker().accept(System.getProperty("no such property")))
        .isExactlyInstanceOf(NullPointerException.class)
        .hasMessage(place.what());
  }

  @Test
  void name_unusualButVisible_isTaken() {
    for (String name :
        List.of("80-post start.sh.pre", "größe", "部署", "🚀", "x".repeat(200), "a:b", "-", ".")) {
      for (Place place : places()) {
        place.taker().accept(name);
      }
      assertThat(Phase.of(name).name()).isEqualTo(name);
    }
  }

  @Test
  void words_thatCannotStandOnALine_areRefused() {
    HookSpec spec = HookSpec.of(Phase.of("deploy"), "a", HOOK);
    assertThatThrownBy(() -> spec.declaredAt("app.yaml\n12"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "place of declaration \"app.yaml\\u000a12\" must be printable on one line; use visible"
                + " characters");
    assertThatThrownBy(() -> Condition.of(" ", context -> true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("condition \" \" must be printable on one line; use visible characters");
  }
}
