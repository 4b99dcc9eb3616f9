package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.testing.ChildTool;
import dev.hookline.shell.testing.ScriptTestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps a tool from a file is named for what it is, to a user who is not all-powerful. */
class RefusalTest extends ScriptTestCase {
  private Path closed;

  @BeforeEach
  void createClosedDirectory() throws IOException {
    closed = Files.createDirectories(directory.resolve("closed"));
    Files.createDirectory(closed.resolve("hooks"));
    write("closed/a.sh", "#!/bin/sh", "echo ran");
    write("closed/sh", "#!/bin/sh", "echo ran");
    write("a.sh", "#!" + closed + "/sh", "echo ran");
    rights(closed, "---------");
  }

  @AfterEach
  void open() throws IOException {
    rights(closed, "rwxr-xr-x");
  }

  private static void rights(Path path, String rights) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }

  /** Returns the first line of what the tool says. */
  private String says(String... arguments) throws IOException {
    String all = ChildTool.in(directory).withoutPrivileges().run(arguments);
    return stable(all).lines().findFirst().orElse("");
  }

  private static final String CLOSED =
      "DIR/closed may not be entered; give this user the right to search it";

  private static final String NOT_STARTED =
      "hook \"migrate\" (phase deploy) could not be started: ";

  @Test
  void file_belowAClosedDirectory_namesTheDirectory() throws Exception {
    assertThat(says("file", "closed/a.sh"))
        .isEqualTo(NOT_STARTED + "the script DIR/closed/a.sh cannot be reached: " + CLOSED);
  }

  @Test
  void file_interpreterBelowAClosedDirectory_namesTheDirectory() throws Exception {
    assertThat(says("file", "a.sh"))
        .isEqualTo(
            NOT_STARTED
                + "DIR/a.sh asks in its first line for the interpreter DIR/closed/sh, which cannot"
                + " be reached: "
                + CLOSED);
  }

  @Test
  void file_executableButNotReadable_saysSo() throws Exception {
    rights(write("b.sh", "#!/bin/sh"), "--x--x--x");

    assertThat(says("file", "b.sh"))
        .isEqualTo(
            NOT_STARTED
                + "DIR/b.sh cannot be read (permission denied); give this user the right to read"
                + " it");
  }

  @Test
  void run_workingDirectoryBelowAClosedOne_namesTheClosedOne() throws Exception {
    assertThat(says("sh", "true", "closed/hooks"))
        .isEqualTo(
            NOT_STARTED + "the working directory DIR/closed/hooks cannot be reached: " + CLOSED);
  }

  @Test
  void run_workingDirectoryIsClosed_saysSo() throws Exception {
    assertThat(says("sh", "true", "closed"))
        .isEqualTo(
            NOT_STARTED
                + "the working directory DIR/closed may not be entered; give this user the right to"
                + " search it, or name another");
  }

  @Test
  void function_fileBelowAClosedDirectory_namesTheDirectory() throws Exception {
    assertThat(says("function", "closed/a.sh"))
        .isEqualTo("closed/a.sh cannot be reached: " + CLOSED);
  }

  @Test
  void logTo_belowAClosedDirectory_saysWhy() throws Exception {
    assertThat(says("log", "closed/log"))
        .isEqualTo(NOT_STARTED + "the log DIR/closed/log cannot be written (permission denied)");
  }

  @Test
  void load_directoryBelowAClosedOne_namesTheClosedOne() throws Exception {
    assertThat(says("load", "closed/hooks"))
        .isEqualTo("hook directory DIR/closed/hooks cannot be read (permission denied); " + CLOSED);
  }

  @Test
  void load_directoryIsClosed_saysSo() throws Exception {
    assertThat(says("load", "closed"))
        .isEqualTo(
            "hook directory DIR/closed cannot be read (permission denied); give this user the right"
                + " to read and to enter it");
  }

  private String saysOnNoexec(String kind, String what) throws IOException {
    Path mount = Files.createDirectories(directory.resolve("mount"));
    String fill =
        "mkdir hooks && printf '#!/bin/sh\\necho ran\\n' >hooks/a && chmod 755 hooks hooks/a";
    String all = ChildTool.in(directory).mounting("noexec,mode=755", mount, fill).run(kind, what);
    return stable(all).lines().findFirst().orElse("");
  }

  @Test
  void file_onANoexecMount_namesTheMount() throws Exception {
    assertThat(saysOnNoexec("file", "mount/hooks/a"))
        .isEqualTo(
            NOT_STARTED
                + "DIR/mount/hooks/a is on a file system from which nothing may be executed, since"
                + " DIR/mount is mounted noexec; move it to another or give the hook an interpreter");
  }

  @Test
  void load_onANoexecMount_namesTheMount() throws Exception {
    assertThat(saysOnNoexec("load", "mount/hooks"))
        .isEqualTo(
            "hook directory DIR/mount/hooks is on a file system from which nothing may be executed,"
                + " since DIR/mount is mounted noexec; move it to another or give it an interpreter");
  }
}
