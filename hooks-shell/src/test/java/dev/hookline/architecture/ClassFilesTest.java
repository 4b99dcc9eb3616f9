package dev.hookline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFilesTest {
  @TempDir private Path directory;

  /** A reference that leaves no call behind is one all the same. */
  @Test
  void reference_ofEveryKind_isSeen() throws Exception {
    String used =
        """
        package b; public interface Lambda { void run(); }
        package b; public class Broken extends RuntimeException {}
        package b; public class Two { public static final int SIZE = 2; \
        public static Two make() { return null; } public static void take(Two two) {} }
        package b; import java.lang.annotation.*; \
        @Retention(RetentionPolicy.RUNTIME) public @interface Kept {}
        """;
    String using =
        """
        package a; class Superclass extends b.Two {}
        package a; class OfSuperclass extends java.util.ArrayList<b.Two> {}
        package a; class Field { b.Two[] field; }
        package a; class OfField { java.util.List<b.Two> field; }
        package a; class Parameter { void call(b.Two two) {} }
        package a; class Returned { b.Two call() { return null; } }
        package a; class Thrown { void call() throws b.Broken {} }
        package a; class Caught { void call() { try { hashCode(); } catch (b.Broken e) {} } }
        package a; class Annotated { @b.Kept void call() {} }
        package a; class Created { Object field = new b.Two(); }
        package a; class Called { void call() { b.Two.make(); } }
        package a; class Literal { Object field = b.Two.class; }
        package a; class Tested { boolean is(Object it) { return it instanceof b.Two; } }
        package a; class Cast { Object as(Object it) { return (b.Two) it; } }
        package a; class Constant { int field = b.Two.SIZE + hashCode(); }
        package a; class OfLambda { Object field = (b.Lambda) () -> {}; }
        package a; class Passed { void call() { b.Two.take(b.Two.make()); } }
        package a; class Nested { class Inner { class Innermost { b.Two field; } } }
        """;
    ClassFiles classes = Fixture.sources(directory, (used + using).lines().toArray(String[]::new));
    assertThat(classes.inside().stream().map(Reference::user).distinct())
        .hasSize(18)
        .containsExactlyInAnyOrderElementsOf(classes.packages().get("a"));
  }
}
