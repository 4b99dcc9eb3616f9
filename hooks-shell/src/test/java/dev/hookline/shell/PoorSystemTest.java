package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.testing.ChildTool;
import dev.hookline.shell.testing.ScriptTestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** A system without what most have: hooks run all the same, or say in one line what is missing. */
class PoorSystemTest extends ScriptTestCase {
  private static final String NOT_STARTED =
      "hook \"migrate\" (phase deploy) could not be started: ";

  private String first(String text) {
    return stable(text)
        .lines()
        .filter(line -> !line.startsWith("WARNING: java.io.tmpdir")) // newer JVMs say so, too
        .findFirst()
        .orElse("");
  }

  private Path temporary() throws IOException {
    return Files.createDirectory(directory.resolve("tmp"));
  }

  private ChildTool tool() {
    return ChildTool.in(directory).option("-Djava.io.tmpdir=" + directory.resolve("tmp"));
  }

  @Test
  void run_withoutPath_runs() throws Exception {
    assertThat(ChildTool.in(directory).without("PATH").run("sh", "echo ran")).isEqualTo("ran\n");
  }

  @Test
  void run_pathLeadsNowhere_namesIt() throws Exception {
    assertThat(first(ChildTool.in(directory).variable("PATH", "/nowhere").run("sh", "echo ran")))
        .isEqualTo(NOT_STARTED + "no program sh on the PATH /nowhere; install it or correct PATH");
  }

  @Test
  void file_pathLeadsNowhere_runs() throws Exception {
    write("a.sh", "#!/bin/sh", "echo ran");

    assertThat(ChildTool.in(directory).variable("PATH", "/nowhere").run("file", "a.sh"))
        .isEqualTo("ran\n");
  }

  @Test
  void run_temporaryDirectoryIsMissing_namesIt() throws Exception {
    assertThat(first(tool().run("sh", "echo ran")))
        .isEqualTo(
            NOT_STARTED
                + "the temporary directory DIR/tmp takes no file (no such file or directory); make"
                + " it writable or make room there, or set java.io.tmpdir to another directory");
  }

  @Test
  void run_temporaryDirectoryIsNotWritable_namesIt() throws Exception {
    Files.setPosixFilePermissions(temporary(), PosixFilePermissions.fromString("r-xr-xr-x"));

    assertThat(first(tool().withoutPrivileges().run("sh", "echo ran")))
        .isEqualTo(
            NOT_STARTED
                + "the temporary directory DIR/tmp takes no file (permission denied); make it"
                + " writable or make room there, or set java.io.tmpdir to another directory");
  }

  @Test
  void run_temporaryDirectoryIsFull_namesIt() throws Exception {
    String said = tool().mounting("nr_inodes=1", temporary(), "true").run("sh", "echo ran");

    assertThat(first(said))
        .isEqualTo(
            NOT_STARTED
                + "the temporary directory DIR/tmp takes no file (No space left on device); make it"
                + " writable or make room there, or set java.io.tmpdir to another directory");
  }

  @Test
  void run_temporaryDirectoryHasNoRoomForPipes_saysSo() throws Exception {
    String said = tool().mounting("nr_inodes=8", temporary(), "true").run("sh", "echo ran");

    assertThat(first(said).replaceAll("hookline-[^;]*;", "hookline-N;"))
        .isEqualTo(
            NOT_STARTED
                + "its files and pipes cannot be made: mkfifo cannot make a pipe in"
                + " DIR/tmp/hookline-N; make room there, or set java.io.tmpdir to another"
                + " directory");
  }

  /** An empty file system hides the program where everyone looks for it. */
  @Test
  void run_withoutMkfifo_saysWhatToInstall() throws Exception {
    String said =
        ChildTool.in(directory)
            .hiding("mkfifo")
            .variable("PATH", directory + "/nowhere:/bin:/usr/bin")
            .run("sh", "echo ran");

    assertThat(first(said))
        .isEqualTo(
            NOT_STARTED
                + "there is no program mkfifo, which makes the pipes for the output of scripts;"
                + " install coreutils or busybox");
  }
}
