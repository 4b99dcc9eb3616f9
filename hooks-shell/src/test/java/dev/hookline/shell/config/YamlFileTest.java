package dev.hookline.shell.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.hookline.api.HookSourceException;
import dev.hookline.shell.testing.Nothing;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {
  @TempDir Path directory;

  private static YamlNode parse(String text) {
    return YamlFile.parse(new TextFile(Path.of("a.yaml"), text)).orElseThrow();
  }

  private static List<String> problems(String text) {
    HookSourceException e =
        Assertions.catchThrowableOfType(
            HookSourceException.class, () -> YamlFile.parse(new TextFile(Path.of("a.yaml"), text)));
    return e.problems();
  }

  @Test
  void parse_keepsPlacesAndOrder() {
    YamlNode root = parse("b: 1\na:\n  - x\n  - y\n");
    assertThat(root.entries()).extracting(e -> e.key().text()).containsExactly("b", "a");
    assertThat(root.get("a").orElseThrow().items())
        .extracting(YamlNode::place)
        .containsExactly("a.yaml:3:5", "a.yaml:4:5");
  }

  @Test
  void parse_scalarsAreText() {
    YamlNode root = parse("a: 042\nb: yes\nc: ~\nd:\ne: 'null'\nf: null\n");
    assertThat(root.get("a").orElseThrow().text()).isEqualTo("042");
    assertThat(root.get("b").orElseThrow().text()).isEqualTo("yes");
    assertThat(root.get("c")).isEmpty();
    assertThat(root.find("d").orElseThrow().isNothing()).isTrue();
    assertThat(root.get("e").orElseThrow().text()).isEqualTo("null");
    assertThat(root.get("f")).isEmpty();
  }

  @Test
  void parse_keepsUnknownTags() {
    YamlNode root = parse("a: !include {type: string, path: x}\nb: !archive dir\nc: !!set {q}\n");
    assertThat(root.get("a").orElseThrow().tag()).contains("!include");
    assertThat(root.get("b").orElseThrow().text()).isEqualTo("dir");
  }

  @Test
  void replaceTagged_replacesAtAnyDepth_andKeepsTheRest() {
    YamlNode root = parse("a: {b: !x one, c: 2}\nd: [!x two, !y three]\ne: {f: 4}\n");
    YamlNode replaced = root.replaceTagged("!x", old -> parse("of: " + old.text()));
    assertThat(replaced.get("a").orElseThrow().get("b").orElseThrow().entries()).hasSize(1);
    assertThat(replaced.get("d").orElseThrow().items())
        .extracting(node -> node.kind())
        .containsExactly(YamlNode.Kind.MAPPING, YamlNode.Kind.SCALAR);
    assertThat(replaced.get("e")).isEqualTo(root.get("e"));
  }

  @Test
  void replaceTagged_sharedValue_isReplacedOnce() {
    List<String> seen = new ArrayList<>();
    parse("a: &a !x one\nb: *a\nc: [*a, *a]\n")
        .replaceTagged(
            "!x",
            old -> {
              seen.add(old.text());
              return old;
            });
    assertThat(seen).containsExactly("one");
  }

  @Test
  void textOf_isTheWholeFile_withoutNul() throws IOException {
    Path file = Files.writeString(directory.resolve("x.sh"), "#!/bin/sh\necho 'ü'\n");
    assertThat(YamlNode.textOf(file).text()).isEqualTo("#!/bin/sh\necho 'ü'\n");
    assertThat(YamlNode.textOf(file).place()).isEqualTo(file + ":1:1");
    Files.writeString(file, "ab\ncd\0e");
    assertThatThrownBy(() -> YamlNode.textOf(file))
        .hasMessage(file + ":2:3: found the character U+0000; expected visible text");
  }

  @Test
  void parse_crlfAndByteOrderMark_areFine() throws IOException {
    Path file = Files.writeString(directory.resolve("x.yaml"), "\uFEFFa: |\r\n  one\r\n  two\r\n");
    assertThat(YamlFile.read(file).orElseThrow().get("a").orElseThrow().text())
        .isEqualTo("one\ntwo\n");
  }

  @Test
  void parse_mergeKeys_areFollowed() {
    YamlNode root = parse("d: &d {x: 1, y: 2}\na:\n  <<: *d\n  y: 3\nb:\n  <<: [*d, {z: 4}]\n");
    assertThat(root.get("a").orElseThrow().get("x").orElseThrow().text()).isEqualTo("1");
    assertThat(root.get("a").orElseThrow().get("y").orElseThrow().text()).isEqualTo("3");
    assertThat(root.get("b").orElseThrow().get("z").orElseThrow().text()).isEqualTo("4");
  }

  @Test
  void file_isTheOneThatWasRead() throws IOException {
    Path file = Files.writeString(directory.resolve("a:1:2.yaml"), "a: [b]\n");
    YamlNode root = YamlFile.read(file).orElseThrow();
    assertThat(root.get("a").orElseThrow().items().get(0).file()).isEqualTo(file);
  }

  @Test
  void entry_refusesNull() {
    YamlNode node = parse("a");
    assertThatNullPointerException()
        .isThrownBy(() -> new YamlNode.Entry(Nothing.value(), node))
        .withMessage("key");
    assertThatNullPointerException()
        .isThrownBy(() -> new YamlNode.Entry(node, Nothing.value()))
        .withMessage("value");
  }

  @Test
  void parse_whollyIndentedFile_isFine() {
    assertThat(parse("    a: 1\n    b: 2\n").entries()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only\n", "---\n", "~\n"})
  void parse_nothing_isEmpty(String text) {
    assertThat(YamlFile.parse(new TextFile(Path.of("a.yaml"), text))).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a:\n"
            + "\tb: 1\n"
            + "'|a.yaml:2:1: found a tab; expected spaces, because YAML indents with spaces only",
        "'a: b: c\n"
            + "'|a.yaml:1:5: found ':' inside a value; expected quotes around the value, or another"
            + " indentation",
        "'a: *x\n'|a.yaml:1:4: found *x; expected an alias of an anchor that stands before it",
        "'a: &x [*x]\n"
            + "'|a.yaml:1:8: found *x; expected an alias that is not inside the value that it"
            + " names",
        "'? [a]\n: 1\n'|a.yaml:1:3: found a list; expected a key that is a text",
        "'a: 1\n---\nb: 2\n'|a.yaml:2:1: found a second document; expected one document",
      })
  void parse_problem_saysWhereWhatAndWhatWouldBeRight(String text, String expected) {
    assertThat(problems(text)).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: \"x~b: 1~|1:4: found a quote that is not closed; expected the closing quote",
        "a: 'x~---~|1:4: found a quote that is not closed; expected the closing quote",
        "a: \"x~b: \"y\"~|1:4: found a quote that ends only at line 2, column 5, with text after"
            + " it; expected the closing quote",
        "a: [1, 2~b: 3~|1:4: found a bracket that is not closed; expected , or ] at line 2, column"
            + " 2",
        "a: {b: 1~c: 2~|1:4: found a bracket that is not closed; expected , or } at line 2, column"
            + " 2",
        "a:~  - [x, {y~|2:9: found a bracket that is not closed; expected the closing bracket",
        "a: 1~b~c: 2~|2:1: found a line without ':'; expected a key and ':' before a value",
      })
  void u30_parse_mistake_isShownWhereItBegan(String text, String expected) {
    assertThat(problems(text.replace('~', '\n'))).containsExactly("a.yaml:" + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a:~    b: x~  c: y~|3:3: found an indentation that fits nothing before; expected that of"
            + " the map that began in line 1",
        "- - a~ - b~|2:2: found an indentation that fits nothing before; expected that of the list"
            + " that began in line 1",
        "a: 1~- b~|2:1: found an item of a list; expected a new key of the map that began in"
            + " line 1",
        "- a~b: 1~|2:1: found a key of a map; expected a new entry of the list that began in line 1",
        "a: 'it's'~|1:8: found text after the end of a value; expected quotes around all of it",
        "a: @x~|1:4: found @; expected quotes around a value with it",
        "a: ]~|1:4: found ]; expected a value",
        "a: &|1:4: found & without a name; expected a name right after it",
        "a: *|1:4: found * without a name; expected a name right after it",
        "a: !<|1:6: found the end of the text; expected URI (while scanning a tag)",
      })
  void u30_parse_mistake_isSaidInWordsOfTheFile(String text, String expected) {
    assertThat(problems(text.replace('~', '\n'))).containsExactly("a.yaml:" + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a: {<<: !include b.yaml}", "a: {<<: !include {path: b}}", "a: {<<: [x]}"})
  void u26_parse_mergeOfWhatIsNoMap_isAProblem(String text) {
    assertThat(problems(text)).hasSize(1);
    assertThat(problems(text).get(0))
        .matches(
            "a.yaml:1:(9|10): found .*; expected a map after <<, written here or named by an alias");
  }

  @Test
  void u30_place_ofAFileWithALineBreakInItsName_staysOnOneLine() {
    HookSourceException e =
        Assertions.catchThrowableOfType(
            HookSourceException.class,
            () -> YamlFile.parse(new TextFile(Path.of("a\nb.yaml"), "x: ]")));
    assertThat(e).hasMessageStartingWith("a\\u000ab.yaml:1:4: found ]");
  }

  @Test
  void parse_duplicateKeys_reportsAll() {
    assertThat(problems("a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\n"))
        .containsExactly(
            "a.yaml:3:1: found the key \"a\" again; expected it once, as at a.yaml:1:1",
            "a.yaml:4:11: found the key \"d\" again; expected it once, as at a.yaml:4:5");
  }

  @Test
  void parse_controlCharacter_isNamed() {
    assertThat(problems("a: 1\nb: \u0001\n"))
        .containsExactly("a.yaml:2:4: found the character U+0001; expected visible text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: \"x",
        "a: 'x",
        "a: !<",
        "%YAML 9",
        "a: \"\\q\"",
        "- a\nb: 1",
        "@",
        "{",
        "a: |9x\n"
      })
  void parse_malformed_neverShowsTheParser(String text) {
    assertThat(problems(text)).hasSize(1);
    assertThat(problems(text).get(0))
        .matches("a\\.yaml:\\d+:\\d+: found (?s).*; expected .*")
        .doesNotContain("org.snakeyaml", "in reader", "\n");
  }

  @Test
  void parse_billionLaughs_isAnswered() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 60; i++) {
      String last = "*a" + (i - 1);
      text.append("a" + i + ": &a" + i + " [" + (last + ", ").repeat(8) + last + "]\n");
    }
    Assertions.assertThatCode(() -> assertThat(parse(text.toString()).entries()).hasSize(60))
        .doesNotThrowAnyException();
  }

  @Test
  void parse_mergeBomb_isRefused() {
    StringBuilder text = new StringBuilder("b: &b {");
    for (int i = 0; i < 2_000; i++) {
      text.append("k").append(i).append(": 1, ");
    }
    text.append("}\n");
    for (int i = 0; i < 100; i++) {
      text.append("c").append(i).append(": {<<: *b}\n");
    }
    assertThat(problems(text.toString()))
        .containsExactly("a.yaml:1:4: found more than 100000 merged entries; expected fewer");
  }

  @Test
  void parse_tooDeep_isRefused() {
    assertThat(problems("[".repeat(50_000)))
        .containsExactly(
            "a.yaml:1:101: found more than 100 levels of lists and maps; expected fewer");
  }

  @Test
  void read_hundredMegabytes_isRefusedAtOnce() throws IOException {
    Path file = directory.resolve("big.yaml");
    try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
      big.setLength(100_000_000);
    }
    Assertions.assertThatThrownBy(() -> YamlFile.read(file))
        .hasMessage(
            file
                + ": found more than 4194304 bytes; split the file, or raise the limit with"
                + " YamlFile.read(path, bytes)");
  }

  @Test
  void read_limitRaised_readsLongerFile() throws IOException {
    Path file = directory.resolve("long.yaml");
    Files.writeString(file, "- some text that makes the file long\n".repeat(120_000));
    assertThat(Files.size(file)).isGreaterThan(4 << 20);
    assertThat(YamlFile.read(file, 8 << 20).orElseThrow().items()).hasSize(120_000);
    assertThatThrownBy(() -> YamlFile.read(file, 1_000))
        .hasMessage(
            file
                + ": found more than 1000 bytes; split the file, or raise the limit with"
                + " YamlFile.read(path, bytes)");
  }

  @Test
  void read_limitOutOfRange_isRefused() {
    for (int bytes : new int[] {0, -1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> YamlFile.read(directory, bytes))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage("the size of a file must be from 1 to 2147483646 bytes, not " + bytes);
    }
  }

  @Test
  void read_invalidUtf8_namesThePlace() throws IOException {
    Path file = directory.resolve("x.yaml");
    Files.write(file, "a: 1\nb: gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> YamlFile.read(file))
        .hasMessage(file + ":2:6: found the byte 0xFC, which is not UTF-8; expected text in UTF-8");
  }

  @Test
  void parse_largeFile_takesBoundedTime() {
    String text = "- {a: 1, b: [x, y], c: 'text'}\n".repeat(20_000);
    assertTimeout(Duration.ofSeconds(20), () -> assertThat(parse(text).items()).hasSize(20_000));
  }
}
