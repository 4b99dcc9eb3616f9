package dev.hookline.shell.hooksfile.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.hookline.api.HookSourceException;
import dev.hookline.shell.Trust;
import dev.hookline.shell.hooksfile.HooksFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * One corpus of files, which the schema and the reader must judge alike. Those in {@code
 * reader-only} are wrong in a way that a schema cannot say: a reference, a command, another file. A
 * line {@code # problem: …} in a file is one of the problems that the reader must find in it.
 */
class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/hooksfile");
  private static final String PROBLEM = "# problem: ";
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(HooksFile.schema());

  static Stream<Path> good() throws IOException {
    return files("good");
  }

  static Stream<Path> bad() throws IOException {
    return files("bad");
  }

  static Stream<Path> readerOnly() throws IOException {
    return files("reader-only");
  }

  private static Stream<Path> files(String directory) throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(directory))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @Test
  void corpus_isLargeEnough() throws IOException {
    assertThat(good().count()).isGreaterThanOrEqualTo(20);
    assertThat(bad().count()).isGreaterThanOrEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("good")
  void good_file_isAcceptedByBoth(Path file) throws IOException {
    assertThat(judgedBySchema(file)).isEmpty();
    assertThat(judgedByReader(file)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void bad_file_isRefusedByBoth(Path file) throws IOException {
    assertThat(judgedByReader(file)).isEqualTo(expected(file)).isNotEmpty();
    assertThat(judgedBySchema(file)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("readerOnly")
  void readerOnly_file_isRefusedByTheReader(Path file) throws IOException {
    assertThat(judgedByReader(file)).isEqualTo(expected(file)).isNotEmpty();
    assertThat(judgedBySchema(file)).isEmpty();
  }

  private static Set<ValidationMessage> judgedBySchema(Path file) throws IOException {
    LoadSettings core = LoadSettings.builder().setSchema(new CoreSchema()).build();
    Object value = new Load(core).loadFromString(Files.readString(file));
    JsonNode node = new ObjectMapper().valueToTree(value);
    return SCHEMA.validate(node);
  }

  private static List<String> judgedByReader(Path file) {
    HookSourceException e =
        catchThrowableOfType(
            HookSourceException.class,
            () -> HooksFile.at(file).trust(Trust.everyone()).load().size());
    return e == null
        ? List.of()
        : e.problems().stream().map(problem -> shown(problem, file)).toList();
  }

  private static String shown(String problem, Path file) {
    return problem
        .replace(file.toAbsolutePath() + ":", "")
        .replace(file.toAbsolutePath().getParent() + "/", "");
  }

  private static List<String> expected(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(PROBLEM))
        .map(line -> line.substring(PROBLEM.length()))
        .toList();
  }
}
