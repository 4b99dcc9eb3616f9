package dev.hookline.shell.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What cannot be had from a real directory, because a test may run as root. */
class DirectoryNamesTest {
  private static final Path DIRECTORY = Path.of("/etc/hooks");

  @Test
  void refusal_permissionDenied_doesNotSayThatItShouldBeCreated() {
    assertThat(DirectoryNames.refusal(DIRECTORY, new AccessDeniedException("/etc/hooks")))
        .isEqualTo(
            "/etc/hooks cannot be read (permission denied); give this user the right to read and to"
                + " enter it");
  }

  @Test
  void refusal_ofAnotherKind_saysWhatTheSystemSays() {
    Exception refused = new FileSystemException("/etc/hooks", null, "Too many levels of links");
    assertThat(DirectoryNames.refusal(DIRECTORY, refused))
        .isEqualTo("/etc/hooks cannot be read (Too many levels of links); correct the path");
  }
}
