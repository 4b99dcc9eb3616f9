package dev.hookline.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong input ends with exit code 2 and a text that says what is wrong. */
class WrongInputTest {
  @TempDir Path temp;
  private Tool tool;

  @BeforeEach
  void copySample() throws IOException {
    tool = Tool.with(temp, "app");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                             | name one SAMPLE_DIR and at most one TARGET_DIR",
        "a b c                          | name one SAMPLE_DIR and at most one TARGET_DIR",
        "--dryrun a                     | unknown option \"--dryrun\"",
        "--convention                   | --convention needs a value",
        "--serve-seconds                | --serve-seconds needs a value",
        "--serve-seconds -1 a           | --serve-seconds needs a number from 0 to 999999, but has"
            + " \"-1\"",
        "--convention heroku a          | unknown convention \"heroku\"; use one of [app, ping,"
            + " dotcloud, kompose, upsun, webpaas]",
        "/no/such/directory             | SAMPLE_DIR /no/such/directory does not exist",
        "/dev/null                      | SAMPLE_DIR /dev/null is not a directory",
        "/ /dev/null                    | TARGET_DIR /dev/null is not a directory",
      })
  void arguments(String words, String message) {
    String[] arguments = words.isEmpty() ? new String[0] : words.split(" ");
    assertThat(tool.call(arguments))
        .isEqualTo(new Tool.End(2, "", "error: " + message + "\n" + Arguments.USAGE + "\n"));
  }

  private void assertProblems(String... problems) throws IOException {
    String head = problems.length == 1 ? "1 problem" : problems.length + " problems";
    assertThat(tool.deploy("--once"))
        .isEqualTo(
            new Tool.End(
                2,
                "",
                "error: "
                    + head
                    + " in the hooks; nothing was built:\n- "
                    + String.join("\n- ", problems)
                    + "\n"));
    assertThat(tool.releases()).isEmpty();
  }

  @Test
  void problemsInTheProject_areReportedTogether() throws IOException {
    tool.rights("hooks/build/10-styles.sh", "rw-r--r--");
    tool.script("hooks/undo/99-lost.sh", "true");
    tool.script("hooks/biuld/10-typo.sh", "true");
    assertProblems(
        "TEMP/app/hooks/biuld is not a hook directory; use build, deploy, post_deploy" + " or undo",
        "TEMP/app/hooks/build/10-styles.sh is not executable; type: chmod +x"
            + " TEMP/app/hooks/build/10-styles.sh",
        "TEMP/app/hooks/undo/99-lost.sh has no script of that name in" + " hooks/deploy");
  }

  @Test
  void projectWithoutHooks() throws IOException {
    Trees.delete(tool.project.resolve("hooks"));
    assertProblems(
        "TEMP/app/hooks is no directory; create it, or choose another" + " --convention");
  }

  @Test
  void hostileName() throws IOException {
    Files.writeString(tool.project.resolve("hooks/build/a\nb"), "");
    tool.rights("hooks/build/a\nb", "rwxr-xr-x");
    assertProblems(
        "$'TEMP/app/hooks/build/a\\nb' cannot be a hook: hook name \"a\\u000ab\" contains the"
            + " control character U+000A; use letters, digits, '-', '_', '.' and spaces inside");
  }

  @Test
  void conventionWithoutItsFiles() {
    assertThat(tool.deploy("--convention", "upsun").code()).isEqualTo(2);
    assertThat(tool.deploy("--convention", "webpaas").code()).isEqualTo(2);
    assertThat(tool.deploy("--convention", "dotcloud").code()).isEqualTo(2);
    assertThat(tool.deploy("--convention", "kompose").code()).isEqualTo(2);
  }
}
