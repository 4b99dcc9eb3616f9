package dev.hookline.shell.conventions.upsun.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.HookConfigurationException;
import dev.hookline.core.HookEngine;
import dev.hookline.shell.Trust;
import dev.hookline.shell.UntrustedFileException;
import dev.hookline.shell.conventions.upsun.UpsunHooks;
import dev.hookline.shell.conventions.upsun.WebPaasHooks;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpsunFilesTest extends ConventionTestCase {
  private UpsunHooks hooks() {
    return UpsunHooks.in(project);
  }

  private void app(String directory, String name) throws IOException {
    write(directory + "/.platform.app.yaml", "name: " + name, "hooks: {build: pwd}");
  }

  private List<String> found() {
    return hooks().load().stream().map(spec -> spec.name()).toList();
  }

  @Test
  void u27_fourDirectoriesDown_butNoDeeper() throws IOException {
    app("a/b/c/d", "deep");
    app("a/b/c/d/e", "deeper");
    assertThat(found()).containsExactly("deep");
    assertThat(run().phase(hooks(), UpsunHooks.BUILD).output()).isEqualTo(project + "/a/b/c/d\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"vendor/x", "node_modules", "api/vendor/x", ".git", ".svn/x", ".platform/local/x"})
  void u27_notInWhatOthersWrote(String directory) throws IOException {
    app("api", "api");
    app(directory, "theirs");
    assertThat(found()).containsExactly("api");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/dist           | dist",
        "build/          | api/build",
        "*.bak           | api/old.bak",
        "api/**/out      | api/a/b/out",
        "api/*/c         | api/b/c",
        "c[0-9]?         | c12",
        "c[!0-9]         | ca",
        "**/tmp          | x/tmp",
        "odd\\ name      | odd name",
        ".platform.app.yaml~!/api/.platform.app.yaml | web",
        "web~!/we        | web",
      })
  void u27_notInWhatGitLeavesOut(String rules, String directory) throws IOException {
    app("api", "api");
    app(directory, "ignored");
    write(".gitignore", ("# rules\n\n" + rules).split("~"));
    assertThat(found()).containsExactly("api");
  }

  @Test
  void u27_rulesOfGit_holdBelowTheirFile_andTheLastWins() throws IOException {
    write("api/.gitignore", "web", "cache/*", "!cache/kept");
    app("api/web", "ignored");
    app("api/cache/x", "ignored2");
    app("api/cache/kept", "kept");
    app("web", "web");
    write(".git/info/exclude", "private");
    app("private", "ignored3");
    assertThat(found()).containsExactly("kept", "web");
  }

  @Test
  void u27_linksToDirectories_areNotFollowed() throws IOException {
    app("api", "api");
    Files.createSymbolicLink(project.resolve("link"), project.resolve("api"));
    assertThat(found()).containsExactly("api");
  }

  @Test
  void u27_sourceRoot_isRelativeToTheRepository() throws IOException {
    write("config/.platform.app.yaml", "name: app", "source: {root: api}", "hooks: {build: pwd}");
    write("api/x");
    assertThat(run().phase(hooks(), UpsunHooks.BUILD).output()).isEqualTo(project + "/api\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "../x | \"../x\", which leads out of the repository",
        "/a/../../x | \"/a/../../x\", which leads out of the repository",
        "none | \"none\", which is not a directory",
        ".platform.app.yaml | \".platform.app.yaml\", which is not a directory",
        "link | \"link\", which is a link out of the repository",
      })
  void u27_wrongSourceRoot_isAProblem(String root, String found) throws IOException {
    write("repository/.platform.app.yaml", "name: app", "source: {root: " + root + "}");
    write("x/x");
    Path repository = project.resolve("repository");
    Files.createSymbolicLink(repository.resolve("link"), project.resolve("x"));
    assertThat(problems(UpsunHooks.in(repository)))
        .containsExactly(
            "PROJECT/repository/.platform.app.yaml:2:16: found the source root "
                + found
                + "; expected a directory of the repository, relative to PROJECT/repository");
  }

  @Test
  void u27_sourceRootThatIsNotAText_isAProblem() throws IOException {
    write(".platform.app.yaml", "name: app", "source: {root: [x]}");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/.platform.app.yaml:2:16: found a list; expected a directory of the"
                + " repository, relative to PROJECT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# no routes yet", "---", "routes: {}"})
  void u30_fileWithoutApplications_besideOthers_isFine(String routes) throws IOException {
    write(".upsun/config.yaml", "applications: {api: {hooks: {build: echo api}}}");
    write(".upsun/routes.yaml", routes);
    assertThat(found()).containsExactly("api");
  }

  @Test
  void u19_nameWithADot_isForOthersToMerge() throws IOException {
    write(
        ".platform/applications.yaml",
        ".common: &common",
        "  hooks: {build: echo common}",
        "drupal:",
        "  <<: *common");
    assertThat(run().phase(hooks(), UpsunHooks.BUILD).transcript)
        .containsExactly("build/drupal succeeded");
  }

  @Test
  void u30_emptyListOfApplications_besideOthers_isFine() throws IOException {
    write(".platform/applications.yaml", "# none");
    app("api", "api");
    assertThat(found()).containsExactly("api");
  }

  @Test
  void u30_emptyFilesAlone_haveNoApplication() throws IOException {
    write(".upsun/config.yaml", "");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT has no application; write .upsun/config.yaml or .platform.app.yaml");
  }

  @Test
  void u30_emptyApplicationFile_isAProblem() throws IOException {
    app("api", "api");
    write("web/.platform.app.yaml", "# later");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/web/.platform.app.yaml:1:1: found an empty file; expected an application");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "my app|my app",
        "\" app\"|' app'",
        "a/b|a/b",
        "\"a\\nb\"|a",
        "\"a\\0b\"|a\\u0000b",
        "\"\\u202e\"|\\u202e",
      })
  void u30_nameThatCannotBeOne_isAProblemAtItsPlace(String yaml, String shown) throws IOException {
    write(".platform.app.yaml", "name: " + yaml, "hooks: {build: x}");
    write(".upsun/config.yaml", "applications:", "  ? " + yaml, "  : {hooks: {build: x}}");
    String expected =
        "found \""
            + shown
            + "\"; expected the name of an application: letters, digits, '-', '_'"
            + " and '.'";
    assertThat(problems(hooks())).containsExactly("PROJECT/.upsun/config.yaml:2:5: " + expected);
    assertThat(problems(WebPaasHooks.in(project)))
        .containsExactly("PROJECT/.platform.app.yaml:1:7: " + expected);
  }

  @Test
  void u30_nulInAScript_isAProblemAtItsPlace() throws IOException {
    write(
        ".platform.app.yaml",
        "name: app",
        "hooks:",
        "  build: \"a\\0b\"",
        "  deploy: [x, \"\\0\"]",
        "  post_deploy: !include {type: string, path: post.sh}");
    write("post.sh", "echo 1", "echo \0");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/post.sh:2:6: found the character U+0000; expected visible text",
            "PROJECT/.platform.app.yaml:3:10: found NUL in a script; expected text without it",
            "PROJECT/.platform.app.yaml:4:15: found NUL in a script; expected text without it");
  }

  @Test
  void u30_nulInTheSourceRoot_isAProblemAtItsPlace() throws IOException {
    write(".platform.app.yaml", "name: app", "source: {root: \"a\\0\"}");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/.platform.app.yaml:2:16: found \"a\\u0000\"; expected a directory of the"
                + " repository, relative to PROJECT");
  }

  @Test
  void u30_nulInAPathToInclude_isAProblemAtItsPlace() throws IOException {
    write(".platform.app.yaml", "name: app", "hooks: !include \"a\\0\"");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/.platform.app.yaml:2:8: found \"a\\u0000\"; expected the path of a file");
  }

  @Test
  void u30_fileWithALineBreakInItsName_isReadLikeAnother() throws IOException {
    write(".upsun/a\nb.yaml", "applications: {api: {hooks: {build: echo api}}}");
    assertThat(run().phase(hooks(), UpsunHooks.BUILD).output()).isEqualTo("api\n");
  }

  @Test
  void u30_noProblem_isOfABrokenSource() throws IOException {
    write(".platform.app.yaml", "name: \" a/b \"", "hooks: {build: \"\\0\"}");
    HookConfigurationException e =
        Assertions.catchThrowableOfType(
            HookConfigurationException.class, () -> HookEngine.builder().load(hooks()).build());
    assertThat(e).hasMessageNotContaining("broken");
  }

  @ParameterizedTest
  @CsvSource({"variables: x", "variables: [x]"})
  void variablesThatAreNotAMap_areAProblem(String variables) throws IOException {
    write(".platform.app.yaml", "name: app", variables);
    assertThat(problems(hooks())).hasSize(1);
    assertThat(problems(hooks()).get(0))
        .endsWith("expected a map of variables, such as \"env: …\"");
  }

  @ParameterizedTest
  @CsvSource({
    "hoooks, hooks",
    "hook, hooks",
    "Hooks, hooks",
    "variable, variables",
    "soruce, source",
    "worker, workers",
  })
  void misspeltKey_isAProblem(String key, String meant) throws IOException {
    write(".platform.app.yaml", "name: app", key + ": {build: x}");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/.platform.app.yaml:2:1: found \""
                + key
                + "\"; expected a key that is known; did you mean \""
                + meant
                + "\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aplications", "application", "Applications"})
  void misspeltApplications_areAProblem(String key) throws IOException {
    write(".upsun/config.yaml", "routes: {}", key + ": {app: {hooks: {build: x}}}");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/.upsun/config.yaml:2:1: found \""
                + key
                + "\"; expected a key that is known; did you mean \"applications\"?");
  }

  @Test
  void keysThatResembleNone_areFine() throws IOException {
    write(".platform.app.yaml", "name: app", "x-more: 1", "size: S", "resources: {}", "crons: {}");
    assertThat(hooks().load()).isEmpty();
  }

  @Test
  void trust_holdsForConfigurationFiles() throws IOException {
    rights(write(".upsun/config.yaml", "applications: {a: {hooks: {build: x}}}"), "rw-rw-rw-");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/.upsun/config.yaml may be changed by its group or by others; type: chmod go-w"
                + " PROJECT/.upsun/config.yaml");
    assertThat(hooks().trust(Trust.everyone()).load()).hasSize(1);
  }

  @Test
  void trust_holdsForDotEnvironment_whenItIsRead() throws IOException {
    write(".platform.app.yaml", "name: app", "hooks: {build: echo build, deploy: echo deploy}");
    rights(write(".environment", "echo theirs"), "rw-rw-rw-");
    TestRun run = run().phase(hooks(), UpsunHooks.BUILD).phase(hooks(), UpsunHooks.DEPLOY);
    assertThat(run.output()).isEqualTo("build\n");
    assertThat(run.failures.get(0)).isInstanceOf(UntrustedFileException.class);
  }
}
