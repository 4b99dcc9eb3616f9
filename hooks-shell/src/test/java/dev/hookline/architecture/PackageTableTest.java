package dev.hookline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageTableTest {
  @TempDir private Path directory;

  @Test
  void problems_rowsThatFit_areNone() throws Exception {
    PackageTable table =
        new PackageTable(
            "app",
            """
            door      1       run run.plan
            run       hidden  run.plan
            run.plan  hidden
            """);
    ClassFiles classes =
        Fixture.arrows(
            directory,
            "door.Engine -> run.Runner run.plan.Plan",
            "run.Runner -> run.plan.Plan",
            "run.plan.Plan");
    assertThat(table.problems(classes, Set.of("app.door"))).isEmpty();
  }

  @Test
  void problems_missingPermission_namesTheReferences() throws Exception {
    PackageTable table = new PackageTable("app", "door 1 run\nrun hidden");
    ClassFiles classes =
        Fixture.arrows(directory, "door.Engine -> run.Runner", "run.Runner -> door.Engine");
    assertThat(table.problems(classes, Set.of("app.door")))
        .containsExactly(
            """
            app.run may not see app.door: Runner -> Engine
              Move the class, or give it a value or an interface of a package that it may see.
              The row that fits the classes: run  hidden  door""");
  }

  @Test
  void problems_unusedPermission_namesTheRow() throws Exception {
    PackageTable table = new PackageTable("app", "door 1 run\nrun hidden");
    ClassFiles classes = Fixture.arrows(directory, "door.Engine", "run.Runner");
    assertThat(table.problems(classes, Set.of("app.door")))
        .containsExactly(
            """
            app.door may see app.run, but none of its classes does; take run out of its row.
              The row that fits the classes: door  1""");
  }

  @Test
  void problems_packageWithoutRow_andRowWithoutPackage() throws Exception {
    PackageTable table = new PackageTable("app", "gone hidden");
    ClassFiles classes = Fixture.arrows(directory, "fresh.One");
    assertThat(table.problems(classes, Set.of()))
        .containsExactly(
            """
            The package app.fresh has no row.
              The row that fits the classes: fresh  hidden""",
            "There is no package app.gone; delete its row.");
  }

  @Test
  void problems_newPublicType_listsAll() throws Exception {
    PackageTable table = new PackageTable("app", "api 1");
    ClassFiles classes =
        Fixture.sources(
            directory,
            "package app.api; public class Hook { protected enum Kind { A } private class B {} }",
            "package app.api; class Names { public class NotReached {} }");
    assertThat(table.problems(classes, Set.of("app.api")))
        .containsExactly(
            """
            The public types of app.api: 1 in its row, 1+1 in the module: Hook, Hook$Kind
              A public type is a promise: make it package-private, or change the row.
              The row that fits the classes: api  1+1""");
  }

  @Test
  void problems_exportOfAHiddenPackage_listsItsTypes() throws Exception {
    PackageTable table = new PackageTable("app", "run hidden");
    ClassFiles classes = Fixture.arrows(directory, "run.Runner");
    assertThat(table.problems(classes, Set.of("app.run")))
        .containsExactly(
            """
            The public types of app.run: hidden in its row, 1 in the module: Runner
              A public type is a promise: make it package-private, or change the row.
              The row that fits the classes: run  1""");
  }
}
