package dev.hookline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CyclesTest {
  @TempDir private Path directory;

  @Test
  void ofClasses_cycleOfFour_isShownWhole() throws Exception {
    ClassFiles classes =
        Fixture.arrows(
            directory,
            "a.One -> a.Two",
            "a.Two -> a.Three",
            "a.Three -> a.Four",
            "a.Four -> a.One");
    assertThat(Cycles.ofClasses(classes, 3))
        .containsExactly(
            """
            4 classes of app.a form a cycle, 3 are the limit: Four -> One -> Two -> Three -> Four
              Four -> One
              One -> Two
              Three -> Four
              Two -> Three
              Cut it: give the class that is used a value or a small interface instead of its user.""");
  }

  @Test
  void ofClasses_cycleOfThree_isAllowed() throws Exception {
    ClassFiles classes =
        Fixture.arrows(directory, "a.One -> a.Two", "a.Two -> a.Three", "a.Three -> a.One");
    assertThat(Cycles.ofClasses(classes, 3)).isEmpty();
  }

  /** Two pairs and an arrow from one to the other are no cycle of four. */
  @Test
  void ofClasses_chainOfPairs_isAllowed() throws Exception {
    ClassFiles classes =
        Fixture.arrows(
            directory,
            "a.One -> a.Two",
            "a.Two -> a.One a.Three",
            "a.Three -> a.Four",
            "a.Four -> a.Three");
    assertThat(Cycles.ofClasses(classes, 3)).isEmpty();
  }

  @Test
  void ofClasses_pairsAroundOneClass_areOnePath() throws Exception {
    ClassFiles classes =
        Fixture.arrows(
            directory,
            "a.Hub -> a.One a.Two a.Three",
            "a.One -> a.Hub",
            "a.Two -> a.Hub",
            "a.Three -> a.Hub a.Leaf",
            "a.Leaf");
    assertThat(Cycles.ofClasses(classes, 3).get(0).lines().limit(2))
        .containsExactly(
            "4 classes of app.a form a cycle, 3 are the limit: "
                + "Hub -> One -> Hub -> Three -> Hub -> Two -> Hub",
            "  Hub -> One, Three, Two");
  }

  /** What is nested belongs to its owner, however deep the reference is hidden. */
  @Test
  void ofClasses_cycleThroughNestedClasses_isShown() throws Exception {
    ClassFiles classes =
        Fixture.sources(
            directory,
            "package a; class One { Two.Inner field; }",
            "package a; class Two { static class Inner { Object call = (Runnable) Three::call; } }",
            "package a; class Three { static void call() { new Object() { One one; }; } }");
    assertThat(Cycles.ofClasses(classes, 2))
        .containsExactly(
            """
            3 classes of a form a cycle, 2 are the limit: One -> Two -> Three -> One
              One -> Two
              Three$1 -> One
              Two$Inner -> Three
              Cut it: give the class that is used a value or a small interface instead of its user.""");
  }

  @Test
  void ofPackages_cycle_isShownWithItsClasses() throws Exception {
    ClassFiles classes =
        Fixture.arrows(
            directory,
            "door.Engine -> plan.Planner run.Runner",
            "plan.Planner",
            "run.Runner -> plan.Planner output.Lines",
            "output.Lines -> door.Engine");
    assertThat(Cycles.ofPackages(classes))
        .containsExactly(
            """
            Packages form a cycle: app.door -> app.run -> app.output -> app.door
              app.door -> app.run: Engine -> Runner
              app.run -> app.output: Runner -> Lines
              app.output -> app.door: Lines -> Engine
              Break the arrow that leads up: move the class, or give the lower package a value or \
            an interface of its own.""");
  }

  @Test
  void ofPackages_manyReferences_showsTheFirst() throws Exception {
    ClassFiles classes =
        Fixture.arrows(
            directory,
            "a.One -> b.A b.B b.C b.D b.E b.F b.G",
            "b.A -> a.One",
            "b.B",
            "b.C",
            "b.D",
            "b.E",
            "b.F",
            "b.G");
    assertThat(Cycles.ofPackages(classes).get(0).lines().skip(1).limit(1))
        .containsExactly(
            "  app.a -> app.b: One -> A, One -> B, One -> C, One -> D, One -> E and 2 more");
  }

  @Test
  void ofPackages_oneDirection_isAllowed() throws Exception {
    ClassFiles classes =
        Fixture.arrows(directory, "a.One -> b.Two c.Three", "b.Two -> c.Three", "c.Three");
    assertThat(Cycles.ofPackages(classes)).isEmpty();
  }
}
