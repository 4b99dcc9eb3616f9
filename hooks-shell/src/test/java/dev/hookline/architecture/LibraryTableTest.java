package dev.hookline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTableTest {
  @TempDir private Path directory;

  @Test
  void problems_usersOfTheRow_areNone() throws Exception {
    ClassFiles classes = Fixture.sources(directory, usesCommonsExec("Bridge"));
    assertThat(commonsExecIn("process.Bridge").problems(classes)).isEmpty();
    assertThat(commonsExecIn("process").problems(classes)).isEmpty();
    assertThat(commonsExecIn("everywhere").problems(classes)).isEmpty();
  }

  @Test
  void problems_secondUser_isNamed() throws Exception {
    ClassFiles classes =
        Fixture.sources(directory, usesCommonsExec("Bridge"), usesCommonsExec("Second"));
    assertThat(commonsExecIn("process.Bridge").problems(classes))
        .containsExactly(
            """
            Only process.Bridge may refer to org.apache.commons.exec, not \
            app.process.Second -> org.apache.commons.exec.CommandLine
              Use the class that hides the library, or add yours to the row.""");
  }

  /** A rule for one class that none fulfils guards nothing. */
  @Test
  void problems_noUser_namesTheRow() throws Exception {
    ClassFiles classes = Fixture.arrows(directory, "process.Bridge");
    assertThat(commonsExecIn("process.Bridge").problems(classes))
        .containsExactly(
            "process.Bridge does not refer to org.apache.commons.exec; correct its row.");
  }

  @Test
  void problems_unknownLibrary_namesItsUsers() throws Exception {
    ClassFiles classes = Fixture.sources(directory, usesCommonsExec("Bridge"));
    assertThat(new LibraryTable("app", "org.jspecify everywhere").problems(classes))
        .contains(
            """
            No row has the library of \
            app.process.Bridge -> org.apache.commons.exec.CommandLine
              Do without it, or give it a row; a new library needs a reason.""");
  }

  private static String usesCommonsExec(String type) {
    return "package app.process; class %s { org.apache.commons.exec.CommandLine line; }"
        .formatted(type);
  }

  private static LibraryTable commonsExecIn(String users) {
    return new LibraryTable("app", "org.apache.commons.exec " + users);
  }
}
