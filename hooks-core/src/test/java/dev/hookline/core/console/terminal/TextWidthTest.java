package dev.hookline.core.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;

/** How many columns text takes, where it is cut, and where it is wrapped. */
class TextWidthTest {

  @Test
  void of_text_isTheSumOfItsCharacters() {
    assertThat(TextWidth.of("abc")).isEqualTo(3);
    assertThat(TextWidth.of("漢字")).isEqualTo(4);
    assertThat(TextWidth.of("e\u0301")).isEqualTo(1);
    assertThat(TextWidth.of("😀")).isEqualTo(2);
    assertThat(TextWidth.of("\u001b[31mred\u001b[0m")).isEqualTo(3);
    assertThat(TextWidth.of(Symbols.DONE + Symbols.FAILED + Symbols.SKIPPED + "…")).isEqualTo(4);
  }

  /** Too much breaks nothing; too little breaks the drawing. */
  @Test
  void ofCharacter_everyOne_isAtLeastWhatJLineSays() {
    List<String> less = new ArrayList<>();
    int equal = 0;
    int all = 0;
    for (int c = 0x20; c < 0x110000; c++) {
      if (!Character.isDefined(c) || Character.isISOControl(c)) {
        continue;
      }
      int width = TextWidth.ofCharacter(c);
      int expected = WCWidth.wcwidth(c);
      all++;
      equal += width == expected ? 1 : 0;
      if (width < expected) {
        less.add(Integer.toHexString(c) + " " + Character.getName(c));
      }
    }
    assertThat(less).hasSizeLessThan(20); // signs of which Unicode has changed its mind
    assertThat(all - equal).isLessThan(all / 100);
  }

  @Test
  void cut_whatIsTooWide_endsWithAnEllipsis() {
    assertThat(TextWidth.cut("abc", 3)).isEqualTo("abc");
    assertThat(TextWidth.cut("abcd", 3)).isEqualTo("ab…");
    assertThat(TextWidth.cut("漢字", 3)).isEqualTo("漢…");
    assertThat(TextWidth.cut("e\u0301e\u0301e\u0301", 3)).isEqualTo("e\u0301e\u0301e\u0301");
    assertThat(TextWidth.cut("\u001b[31mabcd", 3)).isEqualTo("\u001b[31mab…\u001b[0m");
    assertThat(TextWidth.cut("abc", 0)).isEmpty();
  }

  @Test
  void cutAndWrapped_anything_fit() {
    Random random = new Random(5);
    String[] parts = {"a", "漢", "e\u0301", "😀", "\u001b[31m", "\u001b[0m", " ", "❤\ufe0f"};
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      int columns = 8 + random.nextInt(20);
      assertThat(TextWidth.of(TextWidth.cut(text.toString(), columns)))
          .isLessThanOrEqualTo(columns);
      List<String> lines = TextWidth.wrapped(text.toString(), columns, "    ");
      assertThat(lines).allMatch(line -> TextWidth.of(line) <= columns);
      assertThat(lines.get(0) + joined(lines)).isEqualTo(text.toString());
    }
  }

  private static String joined(List<String> lines) {
    return String.join("", lines.stream().skip(1).map(line -> line.substring(4)).toList());
  }

  @Test
  void wrapped_longText_endsItsLinesWithWords() {
    assertThat(TextWidth.wrapped("one two three four five six", 16, "  "))
        .containsExactly("one two three ", "  four five six");
  }

  @Test
  void withoutTabs_tabs_leadToTheNextColumnOfEight() {
    assertThat(TextWidth.withoutTabs("a\tbc\t\td")).isEqualTo("a       bc              d");
  }
}
