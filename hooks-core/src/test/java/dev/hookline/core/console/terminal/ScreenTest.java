package dev.hookline.core.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.testing.VirtualTerminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is drawn is what was asked for, whatever was drawn before. */
class ScreenTest {
  private final VirtualTerminal terminal = new VirtualTerminal(20, 6);
  private final Screen screen = new Screen(terminal.stream(), true);

  @Test
  void draw_rowsAndLines_lineStaysAndRowsMove() {
    screen.draw(List.of(), List.of("a", "b"));
    assertThat(terminal.lines()).containsExactly("a", "b");
    assertThat(terminal.cursorLine()).isZero();
    screen.draw(List.of("one", "two"), List.of("a", "c"));
    assertThat(terminal.lines()).containsExactly("one", "two", "a", "c");
    assertThat(terminal.cursorLine()).isEqualTo(2);
    screen.end(List.of("end"));
    assertThat(terminal.lines()).containsExactly("one", "two", "end");
    assertThat(terminal.cursorLine()).isEqualTo(3);
    assertThat(terminal.isRestored()).isTrue();
  }

  @Test
  void draw_atRandom_showsTheLatestRowsBelowAllLines() {
    Random random = new Random(3);
    List<String> above = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      List<String> lines = some(random, "line ", 3);
      List<String> rows = some(random, "row ", 5);
      if (random.nextInt(10) == 0) {
        screen.resized();
      }
      screen.draw(lines, rows);
      above.addAll(lines);
      List<String> all = new ArrayList<>(above);
      all.addAll(rows);
      assertThat(terminal.lines()).isEqualTo(all);
      assertThat(terminal.cursorLine()).isEqualTo(above.size());
    }
  }

  private static List<String> some(Random random, String what, int most) {
    List<String> some = new ArrayList<>();
    for (int count = random.nextInt(most); count > 0; count--) {
      some.add(what + random.nextInt(3));
    }
    return some;
  }

  @Test
  void end_later_drawsNothing() {
    screen.draw(List.of(), List.of("a"));
    screen.end(List.of());
    screen.draw(List.of("late"), List.of("b"));
    screen.end(List.of("late"));
    assertThat(terminal.lines()).isEmpty();
    assertThat(terminal.isRestored()).isTrue();
  }

  @Test
  void draw_whereThereIsOnlyAscii_usesNothingElse() {
    new Screen(terminal.stream(), false).draw(List.of(), List.of("✓ ✗ – ⠋ → …"));
    assertThat(terminal.lines()).containsExactly("+ x - | > ~");
  }
}
