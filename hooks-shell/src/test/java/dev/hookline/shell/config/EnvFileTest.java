package dev.hookline.shell.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.Environment;
import dev.hookline.api.HookSourceException;
import dev.hookline.shell.files.FileFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {
  @TempDir Path directory;

  private EnvFile file(String text) throws IOException {
    return EnvFile.at(Files.writeString(directory.resolve("x.env"), text));
  }

  private Map<String, String> read(String text) throws IOException {
    return file(text).read().variables();
  }

  static Stream<Arguments> dialect() {
    return Stream.of(
        Arguments.of("A=1\nB=2", Map.of("A", "1", "B", "2")),
        Arguments.of("A=1\r\nB=2\r\n", Map.of("A", "1", "B", "2")),
        Arguments.of("\uFEFFA=1\n", Map.of("A", "1")),
        Arguments.of("export A=1\nexport\t B=2\n", Map.of("A", "1", "B", "2")),
        Arguments.of("# no\n  # no\n\n \t\nA=1\n", Map.of("A", "1")),
        Arguments.of("A=1\nA=2\n", Map.of("A", "2")),
        Arguments.of("A=\nB= \nC=# none\n", Map.of("A", "", "B", "", "C", "# none")),
        Arguments.of("A=two words  \n", Map.of("A", "two words")),
        Arguments.of("A=x # comment\nB=x#y\nC= # c\n", Map.of("A", "x", "B", "x#y", "C", "")),
        Arguments.of("A=it's \"so\" $x \\n `y` $(z)\n", Map.of("A", "it's \"so\" $x \\n `y` $(z)")),
        Arguments.of("A='$x \\n \"q\" #' # c\n", Map.of("A", "$x \\n \"q\" #")),
        Arguments.of("A=\"a\\tb\\nc\\\\d\\\"e\\$f\\`g\\h\"\n", Map.of("A", "a\tb\nc\\d\"e$f`g\\h")),
        Arguments.of("A=\"one\ntwo\"\nB='1\r\n2'\n", Map.of("A", "one\ntwo", "B", "1\r\n2")),
        Arguments.of("A=${B}\n", Map.of("A", "${B}")),
        Arguments.of("A=a=b=c\n", Map.of("A", "a=b=c")),
        Arguments.of("A=pä$$w ❤\n", Map.of("A", "pä$$w ❤")),
        Arguments.of("", Map.of()));
  }

  @ParameterizedTest
  @MethodSource("dialect")
  void read_followsTheDialect(String text, Map<String, String> expected) throws IOException {
    assertThat(read(text)).isEqualTo(expected);
  }

  @Test
  void read_severalProblems_reportsAllWithLineAndColumn() throws IOException {
    Path path = directory.resolve("x.env");
    EnvFile file = file("GOOD=1\n1BAD=2\n  SPACE =3\njust words\nQ=\"a\" b\nOPEN='never\n");
    assertThatThrownBy(file::read)
        .isInstanceOf(HookSourceException.class)
        .extracting(e -> ((HookSourceException) e).problems())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
        .containsExactly(
            path
                + ":2:1: found \"1BAD=\"; expected the name of a variable: letters, digits and '_'",
            path + ":3:8: found \"=\"; expected '=' right after SPACE",
            path + ":4:5: found \"words\"; expected '=' right after just",
            path + ":5:6: found more text; expected the end of the line after the closing \"",
            path + ":6:6: found a value that begins with '; expected the closing '");
  }

  @Test
  void read_manyProblems_stopsReporting() throws IOException {
    EnvFile file = file("x y\n".repeat(100_000));
    assertThatThrownBy(file::read)
        .extracting(e -> ((HookSourceException) e).problems().size())
        .isEqualTo(51);
  }

  @Test
  void read_valueThatMayBeSecret_isNotInTheMessage() throws IOException {
    EnvFile file = file("BAD NAME=hunter2\nQ='a'hunter2\n1=hunter2\n");
    assertThatThrownBy(file::read).message().doesNotContain("hunter2");
  }

  @Test
  void read_notUtf8_namesThePlaceAndTheByte() throws IOException {
    Path path = directory.resolve("x.env");
    Files.write(path, "A=1\nB=\u00e4".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(EnvFile.at(path)::read)
        .hasMessage(path + ":2:3: found the byte 0xE4, which is not UTF-8; expected text in UTF-8");
  }

  @Test
  void read_truncatedUtf8_isAnError() throws IOException {
    Path path = directory.resolve("x.env");
    Files.write(path, new byte[] {'A', '=', (byte) 0xc3});
    assertThatThrownBy(EnvFile.at(path)::read)
        .hasMessage(path + ":1:3: found the byte 0xC3, which is not UTF-8; expected text in UTF-8");
  }

  @Test
  void read_hugeFile_isRefused() {
    assertThatThrownBy(EnvFile.at(Path.of("/dev/zero"))::read)
        .hasMessage("/dev/zero: found more than 1048576 bytes; expected a file that people write");
  }

  @Test
  void read_noFile_saysSo() {
    Path path = directory.resolve("none.env");
    assertThatThrownBy(EnvFile.at(path)::read)
        .hasMessage(path + ": no such file; create it or correct the path");
    assertThat(EnvFile.at(path).readIfPresent()).isEqualTo(Environment.empty());
  }

  @Test
  void expanding_replacesBracedNamesOnly() throws IOException {
    String text = "A=1\nB=${A}/${H}\nC=\"${A} \\${A} $A\"\nD='${A}'\n";
    assertThat(file(text).expanding(Map.of("H", "$0\\1")).read().variables())
        .isEqualTo(Map.of("A", "1", "B", "1/$0\\1", "C", "1 ${A} $A", "D", "${A}"));
  }

  @Test
  void expanding_misspeltName_saysWhichOneIsMeant() throws IOException {
    EnvFile file = file("HOMES=1\nA=${HOMEE}/bin\n").expanding(Map.of("HOME", "/h"));
    assertThatThrownBy(file::read)
        .hasMessage(
            file
                + ":2:3: found ${HOMEE}; expected the name of a variable that is known before this"
                + " line; did you mean \"HOME\"?");
  }

  @Test
  void expanding_unknownName_isAProblem() throws IOException {
    EnvFile file = file("A=${NONE}\n").expanding(Map.of());
    assertThatThrownBy(file::read)
        .hasMessage(
            file
                + ":1:3: found ${NONE}; expected the name of a variable that is known before this"
                + " line");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        "two words",
        "it's",
        "\"q\"",
        "$HOME ${HOME} $(id) `id`",
        "a\\nb\\",
        "#x",
        "x #y",
        "two\nlines\n",
        "tab\t",
        " pad ",
        "cr\r\nlf",
        "~",
        "a=b",
        "!x*?[",
        "ä❤",
        "\\",
        "${A}",
        "'"
      })
  void write_readBackExactly_bySh_andByItself(String value) throws Exception {
    EnvFile file = EnvFile.at(directory.resolve("out.env"));
    file.write(Environment.of("FIRST", "1").with("VALUE", value));
    assertThat(file.read().variables()).isEqualTo(Map.of("FIRST", "1", "VALUE", value));
    assertThat(file.expanding(Map.of()).read().variables()).containsEntry("VALUE", value);
    assertThat(sourced(file.path())).isEqualTo(value + ".");
  }

  private static String sourced(Path file) throws Exception {
    Process sh =
        new ProcessBuilder("sh", "-c", ". \"$1\"; printf %s. \"$VALUE\"", "sh", file.toString())
            .start();
    return new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void write_onlyTheOwnerMayRead() throws IOException {
    EnvFile file = EnvFile.at(directory.resolve("out.env"));
    file.write(Environment.of("A", "1"));
    assertThat(FileFacts.of(file.path()).mode() & 0777).isEqualTo(0600);
    assertThat(directory.toFile().list()).containsExactly("out.env");
  }

  @Test
  void write_nameThatNoShellCanAssign_isRefused() {
    EnvFile file = EnvFile.at(directory.resolve("out.env"));
    assertThatThrownBy(() -> file.write(Environment.of("A-B", "1")))
        .hasMessage("variable \"A-B\" cannot be handed to a shell; use letters, digits and '_'");
  }

  @Test
  void append_addsAtTheEnd() throws IOException {
    EnvFile file = file("A=1");
    file.append(Environment.of("B", "two words"));
    assertThat(file.read().variables()).isEqualTo(Map.of("A", "1", "B", "two words"));
  }
}
