package dev.hookline.shell.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.files.CurrentUser;
import dev.hookline.shell.files.FileFacts;
import dev.hookline.shell.testing.PlainUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a group may change that has this user alone in it, as under umask 002. */
class PrivateGroupTest {
  private static final int USER = 1000;

  @TempDir private Path directory;
  private Path etc;
  private Path file;

  /** A group that this user may give files to; of root, one without a name on this machine. */
  private int group;

  @BeforeEach
  void createFile() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    etc = Files.createDirectory(directory.resolve("etc"));
    file = Files.createFile(directory.resolve("a"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxr-x"));
    if (PlainUser.IS_ROOT) {
      Files.setAttribute(file, "unix:gid", 4711);
    }
    group = (Integer) Files.getAttribute(file, "unix:gid");
    passwd("root:x:0:0:root:/root:/bin/sh", "me:x:1000:" + group + "::/home/me:/bin/sh");
    group("root:x:0:", "us:x:" + (group + 1) + ":me,you", "me:x:" + group + ":");
  }

  private void passwd(String... lines) throws IOException {
    Files.write(etc.resolve("passwd"), List.of(lines));
  }

  private void group(String... lines) throws IOException {
    Files.write(etc.resolve("group"), List.of(lines));
  }

  private boolean isTrusted() {
    TrustRule rule = TrustRule.OWN_FILES;
    return new TrustCheck(directory, rule, new PrivateGroup(etc, USER)).problems(file).isEmpty();
  }

  @Test
  void groupOfThisUserAlone_mayWrite() {
    assertThat(isTrusted()).isTrue();
  }

  @Test
  void groupThatNamesThisUserAsItsOnlyMember_mayWrite() throws IOException {
    group("me:x:" + group + ":me");
    assertThat(isTrusted()).isTrue();
  }

  @Test
  void directoryAboveWithThatGroup_mayBeWritten() throws IOException {
    Files.setAttribute(directory, "unix:gid", group);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertThat(isTrusted()).isTrue();
  }

  @Test
  void others_mayNotWriteEvenThen() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(isTrusted()).isFalse();
  }

  @Test
  void groupWithAnotherMember_mayNotWrite() throws IOException {
    group("me:x:" + group + ":me,you");
    assertThat(isTrusted()).isFalse();
  }

  @Test
  void groupThatIsAnothersFirstGroupToo_mayNotWrite() throws IOException {
    passwd("me:x:1000:" + group + "::/:/bin/sh", "you:x:1001:" + group + "::/:/bin/sh");
    assertThat(isTrusted()).isFalse();
  }

  @Test
  void groupThatIsNotTheFirstOfThisUser_mayNotWrite() throws IOException {
    passwd("me:x:1000:" + (group + 1) + "::/:/bin/sh");
    group("me:x:" + (group + 1) + ":", "mine:x:" + group + ":me");
    assertThat(isTrusted()).isFalse();
  }

  @Test
  void groupWithoutAName_mayNotWrite() throws IOException {
    group("root:x:0:");
    assertThat(isTrusted()).isFalse();
  }

  @Test
  void groupWithTwoNames_mayNotWrite() throws IOException {
    group("me:x:" + group + ":", "we:x:" + group + ":");
    assertThat(isTrusted()).isFalse();
  }

  @Test
  void userThatIsNotInTheFile_hasNone() throws IOException {
    passwd("root:x:0:0:root:/root:/bin/sh");
    assertThat(isTrusted()).isFalse();
  }

  @Test
  void root_hasNone() throws IOException {
    passwd("root:x:0:" + group + ":root:/root:/bin/sh");
    TrustCheck check = new TrustCheck(directory, TrustRule.OWN_FILES, new PrivateGroup(etc, 0));
    assertThat(check.problems(file))
        .containsExactly(
            file + " may be changed by its group or by others; type: chmod go-w " + file);
  }

  @Test
  void groupZero_isPrivateToNoUser() throws IOException {
    passwd("me:x:1000:0::/:/bin/sh");
    group("root:x:0:");
    assertThat(new PrivateGroup(etc, USER).has(Path.of("/"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+", "+::::::", "+@staff", "nonsense", "me:x:1000:many::/:/bin/sh"})
  void lineThatMayHideOthers_leavesNone(String line) throws IOException {
    passwd("me:x:1000:" + group + "::/:/bin/sh", line);
    assertThat(isTrusted()).isFalse();
  }

  @Test
  void filesThatAreAway_leaveNone() throws IOException {
    Files.delete(etc.resolve("group"));
    assertThat(isTrusted()).isFalse();
  }

  @Test
  void fileOfAnotherUser_isRefusedAllTheSame() throws IOException {
    int me = CurrentUser.uid();
    var facts = new FileFacts(0100775, me + 4711);
    TrustCheck check = new TrustCheck(directory, TrustRule.OWN_FILES, new PrivateGroup(etc, USER));
    assertThat(check.fileProblems(file, facts))
        .containsExactly(
            file
                + (" belongs to user " + (me + 4711))
                + ("; it must belong to root or to user " + me)
                + ("; type: chown " + me + " " + file));
  }
}
