package dev.hookline.shell.hooksfile.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.hooksfile.HooksFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Whether what is made from the tables is what is shipped. {@code -Dhooksfile.write=true} writes
 * the files instead.
 */
class GeneratedFilesTest {
  private static final Path IN_JAR =
      Path.of("src/main/resources/dev/hookline/shell/hooksfile/hooks.schema.json");
  private static final Path IN_DOCS = Path.of("docs/hooks.schema.json");
  private static final Path PAGE = Path.of("docs/hooks-yaml.md");
  private static final String BEGIN = "<!-- Made from the tables of the reader: begin -->\n";
  private static final String END = "<!-- Made from the tables of the reader: end -->\n";

  @Test
  void schema_inTheJar_isMadeFromTheTables() throws IOException {
    writeIfAsked(IN_JAR, FormatSchema.text());
    assertThat(Files.readString(IN_JAR)).isEqualTo(FormatSchema.text());
    assertThat(HooksFile.schema()).isEqualTo(FormatSchema.text());
  }

  @Test
  void schema_inTheDocs_isMadeFromTheTables() throws IOException {
    writeIfAsked(IN_DOCS, FormatSchema.text());
    assertThat(Files.readString(IN_DOCS)).isEqualTo(FormatSchema.text());
  }

  @Test
  void reference_inTheDocs_isMadeFromTheTables() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    String reference = "\n" + FormatReference.text();
    writeIfAsked(PAGE, page.substring(0, begin) + reference + page.substring(end));
    page = Files.readString(PAGE);
    assertThat(page.substring(begin, page.indexOf(END))).isEqualTo(reference);
  }

  private static void writeIfAsked(Path file, String text) throws IOException {
    if (Boolean.getBoolean("hooksfile.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }
}
