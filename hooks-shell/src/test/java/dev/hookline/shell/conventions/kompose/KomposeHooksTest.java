package dev.hookline.shell.conventions.kompose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.Hook;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookSpec;
import dev.hookline.shell.FunctionFailedException;
import dev.hookline.shell.FunctionFailedException.Ending;
import dev.hookline.shell.Trust;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.Nothing;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KomposeHooksTest extends ConventionTestCase {
  private KomposeHooks blog() {
    return KomposeHooks.of(project, "blog");
  }

  private void hooks(String... lines) throws IOException {
    write("blog/hooks.sh", lines);
  }

  private TestRun pre(String command, String... arguments) {
    return run().arguments(arguments).phase(blog(), KomposeHooks.before(command));
  }

  private Ending ending(TestRun run) {
    return ((FunctionFailedException) run.failures.get(0)).ending();
  }

  @Test
  void k1_noHooksFile_orADirectoryOfThatName_hasNoHooks() throws IOException {
    assertThat(blog().load()).isEmpty();
    Files.createDirectories(project.resolve("blog/hooks.sh"));
    assertThat(blog().load()).isEmpty();
  }

  @Test
  void k2_executableBitIsIrrelevant() throws IOException {
    hooks("hook_pre_up() { echo ran; }");
    assertThat(pre("up").output()).isEqualTo("ran\n");
  }

  @Test
  void k4_bothWaysToDefineAFunction() throws IOException {
    hooks("function hook_pre_up { echo a; }", "hook_pre_down () { echo b; }");
    assertThat(pre("up").output() + pre("down").output()).isEqualTo("a\nb\n");
  }

  @Test
  void k5_functionsDoNotLeakBetweenStacks() throws IOException {
    hooks("hook_pre_up() { echo leaked; }");
    write("shop/hooks.sh", "hook_pre_down() { :; }");
    TestRun run = run().phase(blog(), KomposeHooks.before("up"));
    run.phase(KomposeHooks.of(project, "shop"), KomposeHooks.before("up"));
    assertThat(run.output()).isEqualTo("leaked\n");
    assertThat(run.transcript)
        .endsWith("pre_up/hook_pre_up skipped: runs only if hooks.sh defines hook_pre_up");
  }

  @Test
  void k6_directoryAndVariablesDoNotLeakIntoOtherHooks() throws IOException {
    hooks("hook_pre_up() { X=1; cd /; }", "hook_post_up() { echo \"${X-none} $PWD\"; }");
    TestRun run = pre("up").phase(blog(), KomposeHooks.after("up"));
    assertThat(run.output()).isEqualTo("none " + project + "\n");
  }

  @Test
  void k7_directoryIsTheCallers() throws IOException {
    hooks("hook_pre_up() { pwd; }");
    assertThat(pre("up").output()).isEqualTo(project + "\n");
  }

  @Test
  void k8_argumentsAreTheWholeCommand() throws IOException {
    hooks("hook_pre_up() { local -a args=(\"$@\"); echo \"${args[0]}|${args[*]}|$#\"; }");
    assertThat(pre("up", "up", "-d", "--build").output()).isEqualTo("up|up -d --build|3\n");
  }

  @Test
  void k8_databaseHooksHaveTheirOwnArguments() throws IOException {
    hooks("hook_pre_db_export() { echo $#; }", "hook_pre_db_import() { echo \"$1\"; }");
    assertThat(pre("db_export", "/tmp/a b.sql").output()).isEqualTo("0\n");
    assertThat(pre("db_import", "/tmp/a b.sql").output()).isEqualTo("/tmp/a b.sql\n");
  }

  @Test
  void k10_allCommandsOfTheDocumentation_andNoOthers() {
    List<String> names = blog().phases().stream().map(p -> p.name()).toList();
    assertThat(names).hasSize(2 * 19).contains("pre_up", "post_top", "pre_db_export");
    assertThat(names).doesNotContain("pre_config");
  }

  @Test
  void k10_theToolMayNameItsOwnCommands() throws IOException {
    hooks("hook_pre_sync() { echo sync; }");
    KomposeHooks own = blog().commands("sync");
    assertThat(run().phase(own, KomposeHooks.before("sync")).output()).isEqualTo("sync\n");
  }

  @Test
  void k11_preThatReturnsOne_fails() throws IOException {
    hooks("hook_pre_up() { echo database is locked; return 3; }");
    TestRun run = pre("up");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(messageOf(run))
        .isEqualTo(
            """
            hook_pre_up of PROJECT/blog/hooks.sh returned 3
              command:   bash -p -c 'set -u -o pipefail; source PROJECT/blog/hooks.sh; hook_pre_up'
              directory: PROJECT
              ran for:   TIME
              output, last lines:
                database is locked\
            """);
  }

  private TestRun up(Hook command) {
    return run().arguments("up", "-d").around(blog(), "up", command);
  }

  @Test
  void k11_failedPre_runsNoCommand() throws IOException {
    hooks("hook_pre_up() { return 1; }", "hook_post_up() { echo post; }");
    List<String> ran = new ArrayList<>();
    TestRun run = up(context -> ran.add("compose"));
    assertThat(ran).isEmpty();
    assertThat(run.transcript).containsExactly("pre_up/hook_pre_up failed");
  }

  @Test
  void k12_failedCommand_runsNoPost() throws IOException {
    hooks("hook_pre_up() { :; }", "hook_post_up() { echo post; }");
    TestRun run =
        up(
            context -> {
              throw new HookExitException(17, "docker compose failed");
            });
    assertThat(run.output()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(17);
  }

  @Test
  void k12_failedPost_failsTheStack() throws IOException {
    hooks("hook_post_up() { return 4; }");
    TestRun run = up(context -> {});
    assertThat(run.transcript)
        .containsExactly(
            "pre_up/hook_pre_up skipped: runs only if hooks.sh defines hook_pre_up",
            "step up",
            "post_up/hook_post_up failed");
    assertThat(run.exitCode()).isEqualTo(4);
  }

  @Test
  void k18_dryRun_listsBothHooks_andRunsNothing() throws IOException {
    hooks("touch ran", "hook_pre_up() { :; }", "hook_post_up() { :; }");
    List<String> ran = new ArrayList<>();
    TestRun run = run().dryRun().around(blog(), "up", context -> ran.add("compose"));
    String where = " of " + project + "/blog/hooks.sh in " + project;
    String with = " with SCRIPT_DIR, stack, stack_dir; if hooks.sh defines ";
    assertThat(run.transcript)
        .containsExactly(
            "pre_up/hook_pre_up skipped: would run hook_pre_up" + where + with + "hook_pre_up: yes",
            "up/up skipped: would run lambda in " + project,
            "post_up/hook_post_up skipped: would run hook_post_up"
                + where
                + with
                + "hook_post_up: yes");
    assertThat(ran).isEmpty();
    assertThat(project.resolve("ran")).doesNotExist();
  }

  @Test
  void k14_errexitIsOff_nounsetAndPipefailAreOn() throws IOException {
    hooks("hook_pre_up() { false; echo on; }", "hook_pre_down() { false | true; }");
    assertThat(pre("up").output()).isEqualTo("on\n");
    assertThat(pre("down").exitCode()).isEqualTo(1);
    hooks("hook_pre_up() { echo $unbound; echo on; }");
    assertThat(ending(pre("up"))).isEqualTo(Ending.EXITED);
  }

  @ParameterizedTest
  @CsvSource({"exit 0, EXITED, 1", "exit 9, EXITED, 9", "'[[ 1 = 2 ]] && :', RETURNED, 1"})
  void k15_k16_endings(String body, Ending ending, int code) throws IOException {
    hooks("hook_pre_up() { " + body + "; }");
    TestRun run = pre("up");
    assertThat(ending(run)).isEqualTo(ending);
    assertThat(run.exitCode()).isEqualTo(code);
  }

  @Test
  void k17_syntaxError_isAFailure() throws IOException {
    hooks("hook_pre_up() { :; }", "if then");
    assertThat(ending(pre("up"))).isEqualTo(Ending.SYNTAX_ERROR);
  }

  @Test
  void k17_falseAtTopLevel_isIgnored() throws IOException {
    hooks("false", "hook_pre_up() { echo ran; }");
    assertThat(pre("up").output()).isEqualTo("ran\n");
  }

  @Test
  void k17_functionsBelowATopLevelReturn_areSkipped() throws IOException {
    hooks("return 1", "hook_pre_up() { echo ran; }");
    assertThat(pre("up").transcript)
        .containsExactly(
            "pre_up/hook_pre_up skipped: "
                + project
                + "/blog/hooks.sh defines no function"
                + " hook_pre_up");
  }

  @Test
  void k18_planKnowsBothHooks_withoutRunningTheFile() throws Exception {
    hooks("touch ran", "hook_pre_up() { :; }", "hook_post_up() { :; }");
    List<HookSpec> specs = blog().commands("up", "down").load();
    assertThat(names(specs))
        .containsExactly(
            "pre_up/hook_pre_up",
            "post_up/hook_post_up",
            "pre_down/hook_pre_down",
            "post_down/hook_post_down");
    assertThat(specs.get(0).hook().description())
        .isEqualTo("hook_pre_up of " + project + "/blog/hooks.sh");
    assertThat(specs.get(0).conditions().get(0).isWithoutEffects()).isTrue();
    assertThat(project.resolve("ran")).doesNotExist();
  }

  @Test
  void k18_fileThatReadsOthers_mayDefineAnything() throws IOException {
    write("blog/lib.sh", "hook_pre_up() { echo from lib; }");
    hooks(". \"$stack_dir/lib.sh\"");
    assertThat(pre("up").output()).isEqualTo("from lib\n");
    assertThat(pre("down").transcript.get(0)).contains("defines no function hook_pre_down");
  }

  @Test
  void k20_rootThenStack_valuesAsTheyAre() throws IOException {
    write(".env", "A=root\r\nB=\"two words\" # c\r\nC=pa$$w'd\r");
    write("blog/.env", "A=stack\nD=$(touch x)");
    hooks("hook_pre_up() { printf '%s|' \"$A\" \"$B\" \"$C\" \"$D\"; }");
    assertThat(pre("up").output()).isEqualTo("stack|two words|pa$$w'd|$(touch x)|");
  }

  @Test
  void k20_wrongLine_isAProblem() throws IOException {
    write(".env", "A=1", "oops");
    hooks("hook_pre_up() { :; }");
    assertThat(problems(blog()))
        .containsExactly(
            "PROJECT/.env:2:5: found the end of the line; expected '=' right after oops");
  }

  @Test
  void k23_variablesOfTheDocumentation_areExported() throws IOException {
    hooks("hook_pre_up() { sh -c 'echo \"$stack $SCRIPT_DIR $stack_dir\"'; }");
    assertThat(pre("up").output()).isEqualTo("blog " + project + " " + project + "/blog\n");
  }

  @Test
  void k24_standardInputIsEmpty() throws IOException {
    hooks("hook_pre_up() { read -r x || echo end; }");
    assertThat(pre("up").output()).isEqualTo("end\n");
  }

  @Test
  void untrustedFile_isAProblem() throws IOException {
    hooks("hook_pre_up() { :; }");
    rights(project.resolve("blog/hooks.sh"), "rw-rw-rw-");
    assertThat(problems(blog()))
        .containsExactly(
            "PROJECT/blog/hooks.sh may be changed by its group or by others; type: chmod go-w"
                + " PROJECT/blog/hooks.sh");
  }

  @ParameterizedTest
  @ValueSource(strings = {".env", "blog/.env"})
  void untrustedEnvFile_isAProblem(String name) throws IOException {
    hooks("hook_pre_up() { :; }");
    rights(write(name, "A=1"), "rw-rw-rw-");
    String refused = " may be changed by its group or by others; type: chmod go-w PROJECT/" + name;
    assertThat(problems(blog())).containsExactly("PROJECT/" + name + refused);
    assertThat(blog().trust(Trust.everyone()).environment().variables()).containsEntry("A", "1");
  }

  @Test
  void documentationsArgumentExample_runs() throws IOException {
    hooks(
        "#!/usr/bin/env bash",
        "hook_pre_up() {",
        "    local -a args=(\"$@\")",
        "    if [[ \" ${args[*]} \" =~ \" --build \" ]]; then",
        "        echo \"  Build flag detected, running pre-build tasks...\"",
        "    fi",
        "    return 0",
        "}");
    assertThat(pre("up", "up", "--build").output())
        .isEqualTo("  Build flag detected, running pre-build tasks...\n");
  }

  private KomposeStacks stacks(String patterns) throws IOException {
    for (String stack : List.of("a", "b", "blog-1", "blog-2")) {
      write(stack + "/compose.yaml", "services: {}");
    }
    Files.createDirectories(project.resolve("no-stack"));
    return KomposeStacks.matching(project, patterns);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"*|a b blog-1 blog-2", "blog-*,a|a blog-1 blog-2", "b|b"})
  void k25_patterns_inTheOrderOfTheirNames(String patterns, String names) throws IOException {
    assertThat(stacks(patterns).names()).containsExactly(names.split(" "));
  }

  @Test
  void k25_hiddenDirectories_areNotStacks() throws IOException {
    write(".old/compose.yaml", "services: {}");
    assertThat(stacks("*").names()).containsExactly("a", "b", "blog-1", "blog-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a", "{a", "{a,b}"})
  void k25_bracketThatIsNotClosed_isABracket(String pattern) throws IOException {
    write("[a/compose.yaml", "services: {}");
    write("{a/compose.yaml", "services: {}");
    write("b}/compose.yaml", "services: {}");
    assertThat(stacks(pattern).names()).containsExactlyInAnyOrder(pattern.split(","));
  }

  @Test
  void k25_patternThatMatchesNothing_isAProblem() {
    assertThat(
            problems(
                () -> {
                  try {
                    stacks("x*,b");
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                  return List.of();
                }))
        .containsExactly("no stack in PROJECT matches \"x*\"; there are [a, b, blog-1, blog-2]");
  }

  @Test
  void k13_failingStack_doesNotStopTheOthers_andASummaryNamesEach() throws IOException {
    List<String> seen = new ArrayList<>();
    KomposeStacks.Summary summary =
        stacks("*")
            .run(
                stack -> {
                  seen.add(stack);
                  if (stack.equals("b")) {
                    throw new HookExitException(1, "Hook pre_up failed\nmore");
                  }
                });
    assertThat(seen).containsExactly("a", "b", "blog-1", "blog-2");
    assertThat(summary.isSuccess()).isFalse();
    assertThat(summary)
        .hasToString(
            String.join(
                System.lineSeparator(),
                "a: succeeded",
                "b: failed: Hook pre_up failed",
                "blog-1: succeeded",
                "blog-2: succeeded",
                "3 succeeded, 1 failed"));
  }

  @Test
  void summary_copiesItsMapInOrder_andRefusesNull() {
    Map<String, Optional<Exception>> failures = new LinkedHashMap<>();
    failures.put("b", Optional.empty());
    failures.put("a", Optional.of(new IOException("full")));
    KomposeStacks.Summary summary = new KomposeStacks.Summary(failures);
    failures.clear();
    assertThat(summary.failures().keySet()).containsExactly("b", "a");
    assertThatThrownBy(() -> summary.failures().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    failures.put("c", Nothing.value());
    assertThatNullPointerException()
        .isThrownBy(() -> new KomposeStacks.Summary(failures))
        .withMessage("failure");
  }

  @Test
  void k13_interrupt_stopsTheOthers() throws IOException {
    List<String> seen = new ArrayList<>();
    KomposeStacks.Summary summary =
        stacks("*")
            .run(
                stack -> {
                  seen.add(stack);
                  throw new InterruptedException("stop");
                });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(seen).containsExactly("a");
    assertThat(summary.failures().values()).allMatch(failure -> failure.isPresent());
  }

  @Test
  void environment_isThatOfTheDocumentation() throws IOException {
    write(".env", "DB_NAME=x");
    assertThat(blog().environment().variables())
        .containsEntry("DB_NAME", "x")
        .containsEntry("stack", "blog")
        .containsEntry("SCRIPT_DIR", Path.of(project.toString()).toString());
  }
}
