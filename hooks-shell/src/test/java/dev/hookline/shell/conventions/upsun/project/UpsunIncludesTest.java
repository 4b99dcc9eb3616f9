package dev.hookline.shell.conventions.upsun.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.conventions.upsun.UpsunHooks;
import dev.hookline.shell.testing.ConventionTestCase;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpsunIncludesTest extends ConventionTestCase {
  private UpsunHooks hooks() {
    return UpsunHooks.in(project);
  }

  private String built() {
    return run().phase(hooks(), UpsunHooks.BUILD).output();
  }

  @Test
  void u26_wholeFile() throws IOException {
    write(".platform.app.yaml", "!include complex-app.yaml");
    write(
        "complex-app.yaml",
        "name: app",
        "hooks: {build: !include {type: string, path: build-hook.sh}}");
    write("build-hook.sh", "echo built");
    assertThat(built()).isEqualTo("built\n");
  }

  @Test
  void u26_wholeFileOfSeveralApplications() throws IOException {
    write(".platform/applications.yaml", "!include {path: more/apps.yaml}");
    write(".platform/more/apps.yaml", "[{name: api, hooks: {build: echo api}}]");
    assertThat(built()).isEqualTo("api\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!include apps.yaml", "!include {type: yaml, path: /apps.yaml}"})
  void u26_allApplications_besideTheFileFirst(String include) throws IOException {
    write(".upsun/config.yaml", "applications: " + include);
    write("apps.yaml", "web: {hooks: {build: echo web}}");
    assertThat(built()).isEqualTo("web\n");
    write(".upsun/apps.yaml", "api: {hooks: {build: echo api}}");
    assertThat(built()).isEqualTo("api\n");
  }

  @Test
  void u26_filesOfUpsunThatAreIncluded_needNotBeMaps() throws IOException {
    write(".upsun/a.yaml", "[echo a, echo b]");
    write(".upsun/config.yaml", "applications: {app: {hooks: {build: !include a.yaml}}}");
    assertThat(built()).isEqualTo("a\nb\n");
    write(".upsun/list.yaml", "[x]");
    assertThat(problems(hooks()))
        .containsExactly("PROJECT/.upsun/list.yaml:1:1: found a list; expected a map");
  }

  @Test
  void u26_itemOfAList() throws IOException {
    write(".platform/applications.yaml", "- !include pip.app.yaml", "- name: web");
    write(".platform/pip.app.yaml", "name: pip", "hooks: {build: echo pip}");
    assertThat(built()).isEqualTo("pip\n");
  }

  @Test
  void u26_oneApplicationOfAMap() throws IOException {
    write(
        ".upsun/config.yaml",
        "applications:",
        "  myapp:",
        "    !include ./apps/my-app.yaml",
        "  other: !include {type: yaml, path: ./apps/my-app.yaml}");
    write(".upsun/apps/my-app.yaml", "source: {root: /}", "hooks: {build: echo built}");
    assertThat(built()).isEqualTo("built\nbuilt\n");
  }

  @Test
  void u26_hooksVariablesAndSource() throws IOException {
    write(
        ".upsun/config.yaml",
        "applications:",
        "  app:",
        "    source: !include source.yaml",
        "    variables: {env: !include env.yaml}",
        "    hooks: !include {path: hooks.yaml}");
    write(".upsun/source.yaml", "root: backend");
    write("backend/env.yaml", "GREETING: hello");
    write("backend/hooks.yaml", "build: |", "  pwd", "  echo $GREETING");
    assertThat(built()).isEqualTo(project + "/backend\nhello\n");
  }

  @Test
  void u26_allVariables_andLinesOfAHook() throws IOException {
    write(
        ".platform.app.yaml",
        "name: app",
        "variables: !include variables.yaml",
        "hooks: {build: [echo one, !include {type: string, path: two.sh}]}");
    write("variables.yaml", "env: {A: [!include item.yaml]}");
    write("item.yaml", "x: 1");
    write("two.sh", "echo $A");
    assertThat(built()).isEqualTo("one\n[{\"x\":1}]\n");
  }

  @Test
  void u26_aliasOfAnInclude() throws IOException {
    write(
        ".platform.app.yaml",
        "name: app",
        "common: &build !include build.yaml",
        "hooks: {build: *build, deploy: *build}");
    write("build.yaml", "'echo built'");
    assertThat(built()).isEqualTo("built\n");
  }

  @Test
  void u26_includedFile_includesRelativeToTheApplication_orToItself() throws IOException {
    write(".platform.app.yaml", "name: app", "hooks: !include config/hooks.yaml");
    write("config/hooks.yaml", "build: !include {type: string, path: build.sh}");
    write("config/build.sh", "echo beside");
    assertThat(built()).isEqualTo("beside\n");
    write("build.sh", "echo below");
    assertThat(built()).isEqualTo("below\n");
  }

  @Test
  void u26_hooksOfAnIncludedWorker_areAProblem() throws IOException {
    write(".platform.app.yaml", "name: app", "workers: {queue: !include worker.yaml}");
    write("worker.yaml", "commands: {start: x}", "hooks: {build: x}");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/worker.yaml:2:8: found hooks of a worker; expected none, workers share the"
                + " build hook of their application (U2)");
  }

  @Test
  void u26_otherTypes_areLeftToThePlatform() throws IOException {
    write(
        ".platform.app.yaml",
        "name: app",
        "web: {icon: !include {type: binary, path: none.ico}, conf: !archive dir}",
        "hooks: {build: echo built}");
    assertThat(built()).isEqualTo("built\n");
  }

  @Test
  void u26_loop_isAProblemWithTheChainOfFiles() throws IOException {
    write(".platform.app.yaml", "name: app", "hooks: !include a.yaml");
    write("a.yaml", "build: !include b.yaml");
    write("b.yaml", "!include ./a.yaml");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/b.yaml:1:1: found !include of a file that includes itself: .platform.app.yaml"
                + " → a.yaml → b.yaml → a.yaml; remove one");
  }

  @Test
  void u26_fileThatIsItsOwnContent_isAProblem() throws IOException {
    write(".platform.app.yaml", "!include .platform.app.yaml");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/.platform.app.yaml:1:1: found !include of a file that includes itself:"
                + " .platform.app.yaml → .platform.app.yaml; remove one");
  }

  private void chain(int files) throws IOException {
    write(".platform.app.yaml", "name: app", "hooks: !include 1.yaml");
    for (int i = 1; i < files; i++) {
      write(i + ".yaml", "!include " + (i + 1) + ".yaml");
    }
    write(files + ".yaml", "build: echo " + files);
  }

  @Test
  void u26_tenFilesDeep_isFine_elevenIsAProblem() throws IOException {
    chain(10);
    assertThat(built()).isEqualTo("10\n");
    chain(11);
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/10.yaml:1:1: found !include more than 10 files deep: .platform.app.yaml →"
                + " 1.yaml → 2.yaml → 3.yaml → 4.yaml → 5.yaml → 6.yaml → 7.yaml → 8.yaml → 9.yaml"
                + " → 10.yaml → 11.yaml; expected fewer");
  }

  @Test
  void u26_filesThatMultiply_areReadOnce() throws IOException {
    write(".platform.app.yaml", "name: app", "x: !include 1.yaml", "hooks: {build: echo built}");
    for (int i = 1; i < 10; i++) {
      String next = "!include " + (i + 1) + ".yaml";
      write(i + ".yaml", "[" + (next + ", ").repeat(99) + next + "]");
    }
    write("10.yaml", "x: 1");
    assertThat(built()).isEqualTo("built\n");
  }

  @Test
  void u26_valueThatAliasesMakeHuge_isAProblem() throws IOException {
    StringBuilder yaml = new StringBuilder("name: app\na0: &a0 [x, x, x]\n");
    for (int i = 1; i < 40; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    write(".platform.app.yaml", yaml + "variables: {env: {HUGE: *a39}}");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/.platform.app.yaml:42:19: found a value that is longer than 131072 characters"
                + " as JSON, or deeper than 100 levels; expected one that fits into a variable");
  }

  @Test
  void u26_deepValuesInDeepFiles_overflowNoStack() throws IOException {
    write(".platform.app.yaml", "name: app", "variables: {env: {DEEP: !include 1.yaml}}");
    for (int i = 1; i < 10; i++) {
      write(i + ".yaml", "[".repeat(98) + "!include " + (i + 1) + ".yaml" + "]".repeat(98));
    }
    write("10.yaml", "x: 1");
    assertThat(problems(hooks())).hasSize(1);
    assertThat(problems(hooks()).get(0)).contains(":2:19: found a value that is longer than");
  }

  @Test
  void u26_wrongIncludes_areAllReported() throws IOException {
    write(
        ".upsun/config.yaml",
        "applications:",
        "  a: !include none.yaml",
        "  c: !include {type: json, path: x}",
        "  d: !include {type: binary, path: x}",
        "  e: {hooks: !include [x]}",
        "  f: {hooks: {build: !include script.sh}}");
    write("script.sh", "# a comment", "set -e", "npm ci");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/.upsun/config.yaml:2:6: found !include of none.yaml, which is not a file;"
                + " expected a path relative to PROJECT or to the YAML file",
            "PROJECT/.upsun/config.yaml:3:6: found !include of type \"json\"; expected string or"
                + " yaml",
            "PROJECT/.upsun/config.yaml:4:6: found !include of type \"binary\"; expected string or"
                + " yaml",
            "PROJECT/.upsun/config.yaml:5:14: found !include without a path; expected \"path: …\"",
            "PROJECT/.upsun/config.yaml:6:22: found !include of several lines as YAML, which makes"
                + " one of them; expected \"|\" before them, or !include {type: string, path: …}");
  }

  @Test
  void u26_includeFromOutsideTheRepository_isAProblem() throws IOException {
    write("repository/.upsun/config.yaml", "applications: !include ../../outside.yaml");
    write("outside.yaml", "app: {}");
    assertThat(problems(UpsunHooks.in(project.resolve("repository"))))
        .containsExactly(
            "PROJECT/repository/.upsun/config.yaml:1:15: found !include of ../../outside.yaml,"
                + " which leads out of the project; expected a file inside PROJECT/repository");
  }

  @Test
  void u30_problemsInAnIncludedFile_nameItsPlace() throws IOException {
    write(".platform.app.yaml", "name: app", "hooks: !include hooks.yaml");
    write("hooks.yaml", "build: \"echo", "deploy: 'x'");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/hooks.yaml:1:8: found a quote that is not closed; expected the closing quote");
    write("hooks.yaml", "built: x");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/hooks.yaml:1:1: found \"built\"; expected build, deploy or post_deploy");
  }

  @Test
  void trust_holdsForIncludedFiles() throws IOException {
    write(".platform.app.yaml", "name: app", "hooks: !include hooks.yaml");
    rights(write("hooks.yaml", "build: !include {type: string, path: x.sh}"), "rw-r--r--");
    rights(write("x.sh", "echo x"), "rw-rw-rw-");
    assertThat(problems(hooks()))
        .containsExactly(
            "PROJECT/x.sh may be changed by its group or by others; type: chmod go-w PROJECT/x.sh");
  }
}
