package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.shell.files.CurrentUser;
import dev.hookline.shell.files.FileFacts;
import dev.hookline.shell.testing.ScriptTestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 3, promise 10. */
class TrustTest extends ScriptTestCase {
  private final Trust trust = Trust.ownFiles();
  private Path hooks;
  private Path file;

  @BeforeEach
  void createHook() throws IOException {
    hooks = Files.createDirectory(directory.resolve("hooks"));
    rights(hooks, "rwxr-xr-x");
    file = write("hooks/a", "#!/bin/sh", "echo ran");
  }

  private static void rights(Path path, String rights) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }

  @Test
  void ownFile_isTrusted() {
    assertThat(trust.problems(file, hooks)).isEmpty();
  }

  @Test
  void othersMayWrite_namesTheChmod() throws IOException {
    rights(file, "rwxrwxrwx");
    assertThat(trust.problems(file, hooks))
        .containsExactly(
            file + " may be changed by its group or by others; type: chmod go-w " + file);
  }

  @Test
  void othersMayWriteTheDirectory_namesTheChmod() throws IOException {
    rights(hooks, "rwxr-xrwx");
    assertThat(trust.problems(file, hooks))
        .containsExactly(
            hooks + " may be changed by its group or by others; type: chmod go-w " + hooks);
  }

  @Test
  void writableByGroup_trustsWhatTheGroupMayChange() throws IOException {
    rights(file, "rwxrwxr-x");
    rights(hooks, "rwxrwxr-x");
    assertThat(trust.writableByGroup().problems(file, hooks)).isEmpty();
  }

  @Test
  void writableByGroup_refusesWhatOthersMayChange() throws IOException {
    rights(file, "rwxrwxrwx");
    assertThat(trust.writableByGroup().problems(file, hooks))
        .containsExactly(file + " may be changed by others; type: chmod o-w " + file);
  }

  @Test
  void writableByGroup_goesWithTheOtherSettings() throws IOException {
    rights(file, "rwxrwxr-x");
    Trust both = trust.writableByGroup().followingLinksOut();
    assertThat(both.problems(file, hooks)).isEmpty();
    assertThat(trust.followingLinksOut().writableByGroup().problems(file, hooks)).isEmpty();
    rights(file, "rwxrwxrwx");
    assertThat(both.problems(file, hooks)).hasSize(1);
    assertThat(Trust.everyone().writableByGroup().problems(file, hooks)).isEmpty();
  }

  @Test
  void othersMayWriteADirectoryAbove_namesTheChmod() throws IOException {
    Path deep = Files.createDirectories(hooks.resolve("x/y"));
    rights(hooks, "rwxr-xrwx");
    rights(deep, "rwxr-xr-x");
    rights(hooks.resolve("x"), "rwxr-xr-x");
    assertThat(trust.problems(write("hooks/x/y/a", "#!/bin/sh"), deep))
        .containsExactly(
            hooks + " may be changed by its group or by others; type: chmod go-w " + hooks);
  }

  @Test
  void stickyDirectoryAbove_isTrusted() throws IOException {
    Files.setAttribute(directory, "unix:mode", 01777);
    assertThat(trust.problems(file, hooks)).isEmpty();
  }

  @Test
  void linkOnTheWay_namesWhatIsWrongWhereItLeads() throws IOException {
    Path open = Files.createDirectories(directory.resolve("open/real")).getParent();
    Path real = write("open/real/a", "#!/bin/sh").getParent();
    rights(real, "rwxr-xr-x");
    rights(open, "rwxrwxrwx");
    Files.createSymbolicLink(hooks.resolve("up"), Path.of(".."));
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("hooks/up/open/real"));

    assertThat(trust.problems(link.resolve("a"), link))
        .containsExactly(
            open + " may be changed by its group or by others; type: chmod go-w " + open);
  }

  @Test
  void linksInACircle_areRefused() throws IOException {
    Files.createSymbolicLink(hooks.resolve("b"), Path.of("c"));
    Path link = Files.createSymbolicLink(hooks.resolve("c"), Path.of("b"));
    assertThat(trust.problems(link, hooks))
        .containsExactly(
            link + " cannot be examined: the links on the way form a circle; correct them");
  }

  @Test
  void directoryOfAnotherUser_saysWhatHeCanDo() {
    int me = CurrentUser.uid();
    FileFacts facts = new FileFacts(0040755, me + 4711);
    assertThat(trust.rule().check(hooks).fileProblems(hooks, facts))
        .containsExactly(
            String.format(
                "%s belongs to user %d, who can replace what is in it; it must belong to root or to"
                    + " user %d; move the hooks elsewhere, or type: chown %d %s",
                hooks, me + 4711, me, me, hooks));
  }

  @Test
  void refused_amongManyFiles_areThoseThatAreNotTrusted() throws IOException {
    Path open = write("hooks/b");
    rights(open, "rwxrwxrwx");
    assertThat(trust.refused(List.of(file, open), hooks)).containsExactly(open);
    assertThat(Trust.everyone().refused(List.of(file, open), hooks)).isEmpty();
  }

  @Test
  void stickyDirectory_isTrusted() throws IOException {
    Files.setAttribute(hooks, "unix:mode", 01777);
    assertThat(trust.problems(file, hooks)).isEmpty();
  }

  @Test
  void fileOfAnotherUser_namesTheOwner() {
    int me = CurrentUser.uid();
    FileFacts facts = new FileFacts(0100755, me + 4711);
    assertThat(trust.rule().check(hooks).fileProblems(file, facts))
        .containsExactly(
            String.format(
                "%s belongs to user %d; it must belong to root or to user %d; type: chown %d %s",
                file, me + 4711, me, me, file));
  }

  @Test
  void linkInside_isTrusted_ifItsTargetIs() throws IOException {
    Path link = Files.createSymbolicLink(hooks.resolve("b"), Path.of("a"));
    assertThat(trust.problems(link, hooks)).isEmpty();
    rights(file, "rwxrwxrwx");
    assertThat(trust.problems(link, hooks)).hasSize(1);
  }

  @Test
  void linkOut_isRefused_unlessAllowed() throws IOException {
    Path outside = write("outside", "#!/bin/sh");
    Path link = Files.createSymbolicLink(hooks.resolve("b"), outside);
    assertThat(trust.problems(link, hooks))
        .containsExactly(
            link
                + " is a link that leads out of the hook directory, to "
                + outside.toRealPath()
                + "; replace it by the file, or allow links out");
    assertThat(trust.followingLinksOut().problems(link, hooks)).isEmpty();
  }

  @Test
  void linkOut_allowed_looksAtTheTargetsDirectoryToo() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    rights(other, "rwxrwxrwx");
    Path link = Files.createSymbolicLink(hooks.resolve("b"), write("other/x", "#!/bin/sh"));
    assertThat(trust.followingLinksOut().problems(link, hooks)).hasSize(1);
  }

  @Test
  void linkNowhere_isRefused() throws IOException {
    Path link = Files.createSymbolicLink(hooks.resolve("b"), Path.of("none"));
    assertThat(trust.problems(link, hooks))
        .containsExactly(link + " is a link that leads nowhere; remove it or correct it");
  }

  @Test
  void everyone_trustsAll() throws IOException {
    rights(file, "rwxrwxrwx");
    assertThat(Trust.everyone().problems(file, hooks)).isEmpty();
  }

  @Test
  void guard_looksAgainBeforeTheRun() throws Exception {
    var guarded = trust.guard(ScriptHook.file(file), file, hooks);
    guarded.run(context);
    rights(file, "rwxrwxrwx");
    assertThatThrownBy(() -> guarded.run(context))
        .isInstanceOf(UntrustedFileException.class)
        .hasMessage(
            "hook \"migrate\" (phase deploy) was not run: "
                + file
                + " may be changed by its group or by others; type: chmod go-w "
                + file);
    assertThat(context.output.text()).isEqualTo("ran\n");
  }

  @Test
  void guard_manyFiles_oneIsRefused_runsNothing() throws Exception {
    Path beside = write("hooks/b");
    var guarded = trust.guard(ScriptHook.file(file), List.of(file, beside), hooks);
    guarded.run(context);
    rights(beside, "rwxrwxrwx");
    assertThatThrownBy(() -> guarded.run(context))
        .hasMessage(
            "hook \"migrate\" (phase deploy) was not run: "
                + beside
                + " may be changed by its group or by others; type: chmod go-w "
                + beside);
    assertThat(context.output.text()).isEqualTo("ran\n");
  }

  @Test
  void guard_ofAScriptWithoutATrust_isItsTrust() throws Exception {
    rights(file, "rwxrwxr-x");
    trust.writableByGroup().guard(ScriptHook.file(file), file, hooks).run(context);
    Trust.everyone().guard(ScriptHook.file(file), file, hooks).run(context);
    assertThat(context.output.text()).isEqualTo("ran\nran\n");
  }
}
