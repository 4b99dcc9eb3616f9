package dev.hookline.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans, tells and deploys the sample of each system. */
class ConventionSamplesTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ping     | [50-before-post-start.sh] before the server starts: Directory One",
        "dotcloud | [www.0] migrating the database in production mode",
        "kompose  | [hook_post_up]   Hello, world # not a comment: blog is up with database blog",
        "upsun    | [backend] warming the cache of sample-prod",
        "webpaas  | [app] updating the schema",
      })
  void sample_isPlannedToldAndDeployed(String convention, String line) throws IOException {
    Tool tool = Tool.with(temp, convention);
    for (String mode : List.of("--plan", "--dry-run")) {
      Tool.End end = tool.deploy(mode, "--convention", convention);
      assertThat(end.err()).isEmpty();
      assertThat(end.code()).isZero();
      assertThat(end.out()).isNotEmpty().doesNotContain(line);
      assertThat(tool.current()).isEmpty();
    }
    Tool.End end = tool.deploy("--once", "--convention", convention);
    assertThat(end.err()).isEmpty();
    assertThat(end.code()).isZero();
    assertThat(end.out())
        .contains("   " + line + "\n")
        .contains(
            "\n" + (convention.equals("kompose") ? "up blog" : convention) + " succeeded after ")
        .endsWith("GET / answers: release 1\n");
    assertThat(tool.current()).isEqualTo("releases/1");
  }
}
