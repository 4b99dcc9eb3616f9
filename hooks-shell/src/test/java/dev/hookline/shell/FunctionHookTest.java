package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hookline.api.HookSkippedException;
import dev.hookline.shell.FunctionFailedException.Ending;
import dev.hookline.shell.testing.OwnFile;
import dev.hookline.shell.testing.ScriptTestCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FunctionHookTest extends ScriptTestCase {
  private FunctionHook hook(String... lines) throws IOException {
    return FunctionHook.of(write("hooks.sh", lines), "f");
  }

  private FunctionFailedException failure(FunctionHook hook) {
    return catchThrowableOfType(FunctionFailedException.class, () -> hook.run(context));
  }

  private void assertFailure(FunctionHook hook, Ending ending, int code, String what) {
    FunctionFailedException e = failure(hook);
    assertThat(stable(e.getMessage()))
        .isEqualTo(
            what
                + """

                  command:   bash -p -c 'source DIR/hooks.sh; f'
                  directory: DIR
                  ran for:   TIME
                  output:    (none)\
                """);
    assertThat(e.ending()).isEqualTo(ending);
    assertThat(e.exitCode()).isEqualTo(code);
  }

  @Test
  void arguments_arriveExactly() throws Exception {
    context.arguments("a b", "", "-n", "$(touch x)", "`id`", "*", "two\nlines", "'\"", "é");
    hook("f() { printf '<%s>' \"$#\" \"$@\"; }").run(context);
    assertThat(context.output.text())
        .isEqualTo("<9><a b><><-n><$(touch x)><`id`><*><two\nlines><'\"><é>");
    assertThat(directory.resolve("x")).doesNotExist();
  }

  @Test
  void arguments_canBeFixed() throws Exception {
    context.arguments("up");
    hook("f() { echo $#; }").arguments(List.of()).run(context);
    assertThat(context.output.text()).isEqualTo("0\n");
  }

  @Test
  void bothWaysToDefineAFunction_work_asK4() throws Exception {
    hook("function f { echo ran; }").run(context);
    assertThat(context.output.text()).isEqualTo("ran\n");
  }

  @Test
  void executableBitAndFirstLine_areIrrelevant_asK2() throws Exception {
    Path file = OwnFile.write(directory.resolve("h.sh"), "#!/usr/bin/python\nf() { echo ran; }");
    FunctionHook.of(file, "f").run(context);
    assertThat(context.output.text()).isEqualTo("ran\n");
  }

  @Test
  void returned_failsWithTheNumber() throws IOException {
    assertFailure(hook("f() { return 42; }"), Ending.RETURNED, 42, "f of DIR/hooks.sh returned 42");
  }

  @Test
  void returned_saysEverythingThatIsKnown_andKeepsTheCause() throws IOException {
    context.arguments("up", "a b");

    FunctionFailedException e =
        failure(hook("f() { echo one; echo two >&2; return 42; }").strict());

    assertThat(stable(e.getMessage()))
        .isEqualTo(
            """
            f of DIR/hooks.sh returned 42
              command:   bash -p -c 'set -u -o pipefail; source DIR/hooks.sh; f up '\\''a b'\\'''
              directory: DIR
              ran for:   TIME
              output, last lines:
                one
                two\
            """);
    assertThat(e).hasCauseInstanceOf(ScriptFailedException.class);
  }

  @Test
  void returned127_isNotUndefined() throws IOException {
    assertFailure(
        hook("f() { nosuch 2>/dev/null; }"),
        Ending.RETURNED,
        127,
        "f of DIR/hooks.sh returned 127");
  }

  @Test
  void lastCommandDecides_asK16() throws IOException {
    assertFailure(
        hook("f() { [[ 1 = 2 ]] && echo; }"), Ending.RETURNED, 1, "f of DIR/hooks.sh returned 1");
  }

  @Test
  void exitZero_isAFailure_unlikeK15() throws IOException {
    assertFailure(
        hook("f() { exit 0; }"),
        Ending.EXITED,
        1,
        "f of DIR/hooks.sh ended the shell with exit code 0; use 'return 0' instead of 'exit 0'");
  }

  @Test
  void exitNine_keepsItsCode() throws IOException {
    assertFailure(
        hook("f() { exit 9; }"),
        Ending.EXITED,
        9,
        "f of DIR/hooks.sh ended the shell with exit code 9; use 'return 9' instead of 'exit 9'");
  }

  @Test
  void undefined_isAFailureOfItsOwn() throws IOException {
    assertFailure(
        hook("g() { :; }"),
        Ending.UNDEFINED,
        127,
        "DIR/hooks.sh defines no function f; define it or remove the hook");
  }

  @Test
  void undefined_canBeSkipped() throws IOException {
    FunctionHook hook = hook("g() { :; }").skippedIfUndefined();
    assertThatThrownBy(() -> hook.run(context))
        .isInstanceOf(HookSkippedException.class)
        .hasMessage(directory + "/hooks.sh defines no function f");
  }

  @Test
  void exportedFunctions_areNotSeen() throws IOException {
    context.variable("BASH_FUNC_f%%", "() { echo stolen; }");
    assertThat(failure(hook("g() { :; }")).ending()).isEqualTo(Ending.UNDEFINED);
  }

  @Test
  void syntaxError_runsNothing_unlikeK17() throws IOException {
    FunctionFailedException e = failure(hook("echo top", "f() { echo ran; }", "if then"));
    assertThat(e.ending()).isEqualTo(Ending.SYNTAX_ERROR);
    assertThat(stable(e.getMessage()))
        .isEqualTo(
            """
            DIR/hooks.sh has a syntax error and was not run: DIR/hooks.sh: line 3: syntax error near \
            unexpected token `then'; DIR/hooks.sh: line 3: `if then'
              command:   bash -p -O extglob -n DIR/hooks.sh
              directory: DIR
              ran for:   TIME
              output, last lines:
                DIR/hooks.sh: line 3: syntax error near unexpected token `then'
                DIR/hooks.sh: line 3: `if then'\
            """);
    assertThat(e).hasCauseInstanceOf(ScriptFailedException.class);
    assertThat(context.output.text()).doesNotContain("top").doesNotContain("ran");
  }

  @Test
  void syntaxError_mended_runs() throws Exception {
    failure(hook("if then"));
    hook("f() { echo mended; }").run(context);
    assertThat(context.output.text()).contains("mended");
  }

  @Test
  void windowsLineEnds_areASyntaxError() throws IOException {
    assertThat(failure(hook("f() {\r", "  echo x\r", "}\r")).ending())
        .isEqualTo(Ending.SYNTAX_ERROR);
  }

  @Test
  void extendedGlobs_areNoSyntaxError() throws Exception {
    hook("shopt -s extglob", "f() { case x in !(y)) echo ran;; esac; }").run(context);
    assertThat(context.output.text()).isEqualTo("ran\n");
  }

  @Test
  void exitWhileLoading_isAFailureOfItsOwn() throws IOException {
    assertFailure(
        hook("exit 0", "f() { :; }"),
        Ending.EXITED_WHILE_LOADING,
        1,
        "DIR/hooks.sh ended the shell with exit code 0 before f was called; move 'exit' into a"
            + " function, or use 'return'");
  }

  @Test
  void falseAtTopLevel_isNoFailure() throws Exception {
    hook("false", "f() { echo ran; }", "[ -f none ] && echo").run(context);
    assertThat(context.output.text()).isEqualTo("ran\n");
  }

  @Test
  void missingFile_saysSo() {
    FunctionFailedException e = failure(FunctionHook.of(Path.of("none.sh"), "f"));
    assertThat(stable(e.getMessage()))
        .isEqualTo(
            """
            none.sh does not exist
              command:   bash -p -c 'source DIR/none.sh; f'
              directory: DIR\
            """);
    assertThat(e.ending()).isEqualTo(Ending.UNREADABLE);
    assertThat(e.exitCode()).isEqualTo(127);
  }

  @Test
  void strict_unboundVariable_isAFailure_asK14() throws IOException {
    assertThat(failure(hook("f() { echo $nosuch; }").strict()).ending()).isEqualTo(Ending.EXITED);
  }

  @Test
  void falseInTheMiddle_doesNotStop_asK14() throws Exception {
    hook("f() { false; echo after; }").strict().run(context);
    assertThat(context.output.text()).isEqualTo("after\n");
  }

  @Test
  void directory_isThatOfTheRun() throws Exception {
    OwnFile.write(directory.resolve("stack/hooks.sh"), "f() { pwd; }");
    FunctionHook.of(Path.of("stack/hooks.sh"), "f").run(context);
    assertThat(context.output.text()).isEqualTo(directory.toRealPath() + "\n");
  }

  @Test
  void nameThatIsNoFunction_isRefused() {
    assertThatThrownBy(() -> FunctionHook.of(Path.of("x"), "$(id)"))
        .hasMessage("\"$(id)\" cannot be the name of a function; use letters, digits and '_'");
  }

  @Test
  void description_namesBoth() {
    assertThat(FunctionHook.of(Path.of("blog/hooks.sh"), "hook_pre_up").description())
        .isEqualTo("hook_pre_up of blog/hooks.sh");
  }

  @Test
  void signal_saysSo() throws IOException {
    assertFailure(
        hook("f() { kill -9 $$; }"),
        Ending.EXITED,
        137,
        "f of DIR/hooks.sh ended the shell with exit code 137 (or killed by SIGKILL)");
  }

  @Test
  void interrupt_stopsTheFunction_andIsNoFailureOfIts() throws Exception {
    FunctionHook hook = hook("f() { echo began; sleep 60; }");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread thread = new Thread(() -> thrown.complete(catchThrowable(() -> hook.run(context))));
    thread.start();
    context.output.await("began");
    thread.interrupt();
    assertThat(thrown.get())
        .isInstanceOf(ScriptFailedException.class)
        .hasMessageContaining("\n  command:   bash -p -c 'source " + directory + "/hooks.sh; f'\n");
  }
}
