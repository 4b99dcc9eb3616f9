package dev.hookline.shell.conventions.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.Trust;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Profiles that are laid over an image whose files call each other. */
class PingProfileTest extends PingImage {
  private static final String SAID = "echo \"profile: ${0##*/}\"";

  private PingHooks withProfile() {
    return hooks().localProfile(project.resolve("in"));
  }

  @Test
  void p37_localProfile_replacesHooksThatOtherHooksCall() throws Exception {
    write("in/hooks/183-run-setup.sh", SAID);
    write("in/hooks/18-setup-sequence.sh.pre", SAID);
    write("in/hooks/50-before-post-start.sh.post", SAID);
    assertThat(start(withProfile()).output().lines())
        .containsSubsequence(
            "17-check-license.sh",
            "profile: 18-setup-sequence.sh.pre",
            "18-setup-sequence.sh",
            "profile: 183-run-setup.sh",
            "50-before-post-start.sh",
            "profile: 50-before-post-start.sh.post")
        .doesNotContain("183-run-setup.sh");
  }

  @Test
  void p22_localProfile_isCopiedAsAWhole_before01() throws Exception {
    write("in/env_vars", "export FROM=profile");
    write("in/hooks/01-start-server.sh.pre", "echo \"$0\"; cat \"$STAGING_DIR/env_vars\"");
    assertThat(start(withProfile()).output())
        .startsWith(
            "copied 2 files of "
                + project.resolve("in")
                + " to "
                + project.resolve("staging")
                + "\n"
                + project.resolve("staging/hooks/01-start-server.sh.pre")
                + "\nexport FROM=profile\n");
  }

  @Test
  void p22_localProfile_goesWhereStagingDirSays() throws Exception {
    write("in/license", "ID=2");
    start(
        container().variable("STAGING_DIR", "elsewhere"), PingEntrypoint.of(withProfile(), server));
    assertThat(project.resolve("elsewhere/license")).hasContent("ID=2");
  }

  @Test
  void p22_links_areCopiedAsTheirFiles() throws Exception {
    write("in/data/17.sh", SAID);
    write("in/hooks/README");
    Path link = project.resolve("in/hooks/17-check-license.sh");
    Files.createSymbolicLink(link, Path.of("../data/17.sh"));
    assertThat(start(withProfile()).output()).contains("profile: 17-check-license.sh\n");
  }

  @Test
  void p22_laterProfile_winsOverAnEarlierOne() throws Exception {
    write("in/hooks/17-check-license.sh", "echo one");
    write("more/hooks/17-check-license.sh", "echo two");
    PingHooks hooks = withProfile().localProfile(project.resolve("more"));
    assertThat(start(hooks).output()).contains("two\n").doesNotContain("one\n");
  }

  @Test
  void p22_withoutAProfile_nothingIsCopied() throws Exception {
    TestRun run = start(withProfile());
    assertThat(run.transcript)
        .contains("prepare/local profile skipped: no such file: " + project.resolve("in"));
    assertThat(run.output().lines()).containsExactlyElementsOf(FIRST_START);
  }

  @Test
  void p24_remoteProfile_replacesWhatRunsAfter02_inTheSameRun() throws Exception {
    for (String name :
        new String[] {
          "01-start-server.sh.pre",
          "02-get-remote-server-profile.sh.pre",
          "02-get-remote-server-profile.sh.post",
          "01-start-server.sh.post",
          "17-check-license.sh"
        }) {
      write("remote/hooks/" + name, SAID);
    }
    assertThat(start(hooks()).output().lines())
        .containsExactly(
            "01-start-server.sh",
            "02-get-remote-server-profile.sh",
            "profile: 02-get-remote-server-profile.sh.post",
            "03-build-run-plan.sh",
            "06-copy-product-bits.sh",
            "profile: 01-start-server.sh.post",
            "10-start-sequence.sh",
            "profile: 17-check-license.sh",
            "18-setup-sequence.sh",
            "183-run-setup.sh",
            "50-before-post-start.sh",
            "server");
  }

  @Test
  void p36_imageThatItsGroupMayChange_isRefusedWhenItIsLoaded_once_withTheSettingToChoose()
      throws Exception {
    makeWritableByGroup(project.resolve("staging"));
    assertThat(problems(PingEntrypoint.of(hooks(), server)))
        .containsExactly(
            "Trust refuses 11 of 11 files in PROJECT/staging/hooks, because their group may change"
                + " them, as in the images of Ping; choose"
                + " trust(Trust.ownFiles().writableByGroup()), or type: chmod -R g-w"
                + " PROJECT/staging/hooks");
  }

  @Test
  void p36_imageThatItsGroupMayChange_runsWithThatSetting() throws Exception {
    makeWritableByGroup(project.resolve("staging"));
    PingHooks hooks = hooks().trust(Trust.ownFiles().writableByGroup());
    assertThat(start(hooks).output().lines()).containsExactlyElementsOf(FIRST_START);
  }

  @Test
  void p36_fileThatOthersMayChange_isRefused_evenIfTheImageNeverCallsIt() throws Exception {
    rights(write("staging/hooks/other.lib.sh"), "rw-r--rw-");
    assertThat(problems(PingEntrypoint.of(hooks(), server)))
        .containsExactly(
            "Trust refuses 1 of 12 files in PROJECT/staging/hooks, the first because"
                + " PROJECT/staging/hooks/other.lib.sh may be changed by others; type: chmod o-w"
                + " PROJECT/staging/hooks/other.lib.sh; correct them all, or choose"
                + " trust(Trust.everyone()) if everyone who can change them may decide what runs");
  }

  @Test
  void p36_localProfileThatItsGroupMayChange_isRefusedWhenItIsLoaded() throws Exception {
    rights(write("in/env_vars", "A=1"), "rw-rw-r--");
    assertThat(problems(PingEntrypoint.of(withProfile(), server)))
        .containsExactly(
            "Trust refuses 1 of 1 files in PROJECT/in, because their group may change them, as in"
                + " the images of Ping; choose trust(Trust.ownFiles().writableByGroup()), or type:"
                + " chmod -R g-w PROJECT/in");
  }

  @Test
  void p36_fileThatAppearsDuringTheRun_andThatOthersMayChange_isNotCalled() throws Exception {
    image(
        "02-get-remote-server-profile.sh",
        "echo 'echo evil' > \"$HOOKS_DIR/17-check-license.sh.pre\"",
        "chmod 666 \"$HOOKS_DIR/17-check-license.sh.pre\"");
    TestRun run = start(hooks());
    assertThat(messageOf(run))
        .startsWith(
            "hook \"10-start-sequence.sh\" (phase sequence) was not run: "
                + "PROJECT/staging/hooks/17-check-license.sh.pre may be changed");
    assertThat(run.output()).doesNotContain("evil");
  }

  /** Does what the build of an image does: chmod -R g=u. */
  private static void makeWritableByGroup(Path tree) throws IOException {
    for (Path file : PingTrust.filesBelow(tree)) {
      rights(file, Files.isDirectory(file) ? "rwxrwxr-x" : "rw-rw-r--");
    }
    rights(tree, "rwxrwxr-x");
  }
}
