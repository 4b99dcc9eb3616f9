package dev.hookline.shell.hooksfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hookline.api.HookSourceException;
import dev.hookline.shell.testing.OwnFile;
import dev.hookline.shell.testing.ScriptTestCase;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that are made to take much time or memory end with a problem, and soon. */
class HostileFileTest extends ScriptTestCase {
  private List<String> problems(String text) throws IOException {
    OwnFile.write(directory.resolve("hooks.yaml"), text);
    return catchThrowableOfType(
            HookSourceException.class, () -> HooksFile.in(directory).load().size())
        .problems()
        .stream()
        .map(problem -> problem.replace(directory + "/", ""))
        .toList();
  }

  @Test
  void aliases_thatRepeatAListOfHooks_areCounted() throws IOException {
    StringBuilder text = new StringBuilder("hooks:\n  p: &all\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("    - a").append(i).append('\n');
    }
    for (int i = 0; i < 900; i++) {
      text.append("  p").append(i).append(": *all\n");
    }
    assertThat(problems(text.toString()))
        .containsExactly(
            "hooks.yaml:9957:7: found more than 4000000 values, each counted as often as an alias"
                + " or a matrix repeats it; expected fewer");
  }

  @Test
  void matrices_ofManyHooks_areCounted() throws IOException {
    StringBuilder text = new StringBuilder("hooks:\n  p:\n");
    for (int i = 0; i < 200; i++) {
      text.append("    - {run: a").append(i).append(", matrix: {");
      for (String key : List.of("a", "b", "c")) {
        text.append(key).append(": [1,2,3,4,5,6,7,8,9,10], ");
      }
      text.append("}}\n");
    }
    assertThat(problems(text.toString()).get(0)).contains("found more than 4000000 values");
  }

  @Test
  void variables_ofTheFile_copiedIntoManyHooks_areCounted() throws IOException {
    StringBuilder text = new StringBuilder("environment:\n");
    for (int i = 0; i < 50_000; i++) {
      text.append("  A").append(i).append(": x\n");
    }
    text.append("hooks:\n  p:\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("    - {run: a").append(i).append(", environment: {B: x}}\n");
    }
    assertThat(problems(text.toString()).get(0)).contains("found more than 4000000 values");
  }

  @Test
  void depth_isLimited() throws IOException {
    assertThat(problems("x-a: " + "[".repeat(100_000)))
        .containsExactly(
            "hooks.yaml:1:105: found more than 100 levels of lists and maps; expected fewer");
  }

  @Test
  void problems_areOnlyTheFirstFifty() throws IOException {
    assertThat(problems("hooks:\n  p:\n" + "    - {}\n".repeat(100_000)))
        .hasSize(51)
        .endsWith("more problems follow");
  }

  @Test
  void texts_thatAreLong_takeNoLongerThanTheirLength() throws IOException {
    String long1 = "hooks:\n  p:\n    - {name: a, run: 'x" + " \"$ \"".repeat(100_000) + "'}\n";
    String long2 = "hooks:\n  p:\n    - {name: a, run: ['" + "${{ A:-".repeat(100_000) + "']}\n";
    String long3 = "hooks:\n  p:\n    - /" + "a".repeat(600_000) + " `\n";
    assertThat(problems(long1 + "    - {}\n")).hasSize(1);
    assertThat(problems(long2)).hasSize(1);
    assertThat(problems(long3)).hasSize(1);
  }
}
