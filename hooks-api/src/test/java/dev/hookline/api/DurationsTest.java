package dev.hookline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How durations are written. */
class DurationsTest {

  @Test
  void words_settings_areExact() {
    assertThat(words("PT0S")).isEqualTo("0 s");
    assertThat(words("PT0.2S")).isEqualTo("0.2 s");
    assertThat(words("PT10S")).isEqualTo("10 s");
    assertThat(words("PT2M")).isEqualTo("2 min");
    assertThat(words("PT1H30M")).isEqualTo("1 h 30 min");
    assertThat(words("PT25H0.000000020S")).isEqualTo("1 d 1 h 0.00000002 s");
  }

  @Test
  void words_negative_haveASignInFront() {
    assertThat(words("PT-1.5S")).isEqualTo("-1.5 s");
    assertThat(words("PT-1M")).isEqualTo("-1 min");
  }

  @Test
  void words_longestOfAll_areFinite() {
    String longest = "106751991167300 d 15 h 30 min 7 s";
    assertThat(Durations.words(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(longest);
    assertThat(Durations.words(Duration.ofSeconds(Long.MIN_VALUE))).isEqualTo("-" + longest);
    assertThat(Durations.measured(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)))
        .isEqualTo(longest);
  }

  @Test
  void measured_theLonger_theCoarser() {
    assertThat(measured("PT0.0004S")).isEqualTo("0 s");
    assertThat(measured("PT0.14449S")).isEqualTo("0.144 s");
    assertThat(measured("PT0.9996S")).isEqualTo("1 s");
    assertThat(measured("PT1.623S")).isEqualTo("1.6 s");
    assertThat(measured("PT42.813S")).isEqualTo("42.8 s");
    assertThat(measured("PT59.96S")).isEqualTo("1 min");
    assertThat(measured("PT62.5S")).isEqualTo("1 min 3 s");
    assertThat(measured("PT1H29M59.7S")).isEqualTo("1 h 30 min");
  }

  private static String words(String iso) {
    return Durations.words(Duration.parse(iso));
  }

  private static String measured(String iso) {
    return Durations.measured(Duration.parse(iso));
  }

  @ParameterizedTest
  @CsvSource({
    "30 s,PT30S",
    "90s,PT1M30S",
    "1 h 30 min,PT1H30M",
    "500ms,PT0.5S",
    "0.5 s,PT0.5S",
    "2m,PT2M",
    "2 d,PT48H",
    "0 s,PT0S"
  })
  void parse_readsWhatPeopleWrite(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "5", "-1 s", "1 week", "1 s later", "9999999999999999 d"})
  void parse_anythingElse_saysHowToWriteOne(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\""
                + text
                + "\" is not a duration; write one such as \"30 s\", \"1 h 30 min\" or \"500 ms\"");
  }

  @Test
  void parse_whatWordsReturned_isTheSameAgain() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      Duration duration = Duration.ofNanos(random.nextLong() >>> random.nextInt(1, 60));
      assertThat(Durations.parse(Durations.words(duration))).isEqualTo(duration);
    }
  }
}
