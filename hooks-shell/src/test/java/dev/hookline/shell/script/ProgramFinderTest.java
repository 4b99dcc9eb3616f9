package dev.hookline.shell.script;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramFinderTest {

  /** Root may enter every directory, so that a real one would not do. */
  @Test
  void checkEntrance_workingDirectoryIsClosed_namesItAndNoProgram() {
    ProgramFinder programs = new ProgramFinder(Path.of("/srv/app"), Map.of());
    assertThatThrownBy(() -> programs.checkEntrance(false))
        .isInstanceOf(LaunchException.class)
        .hasMessage(
            "the working directory /srv/app may not be entered; give this user the right to search"
                + " it, or name another");
  }
}
