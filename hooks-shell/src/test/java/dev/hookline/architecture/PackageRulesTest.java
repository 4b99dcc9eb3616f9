package dev.hookline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageRulesTest {
  @TempDir private Path directory;

  @Test
  void tooLarge_packageOverTheLimit_listsItsClasses() throws Exception {
    ClassFiles classes = Fixture.arrows(directory, "a.One -> a.Two", "a.Two", "a.Three", "b.Four");
    assertThat(PackageRules.tooLarge(classes, 2, Map.of()))
        .containsExactly(
            """
            app.a has 3 classes, 2 are the limit: One, Three, Two
              Split it by what the classes are for, or list it with the reason.""");
    assertThat(PackageRules.tooLarge(classes, 2, Map.of("app.a", "flat on purpose"))).isEmpty();
    assertThat(PackageRules.tooLarge(classes, 3, Map.of())).isEmpty();
  }

  @Test
  void tooLarge_smallPackageOnTheList_isNamed() throws Exception {
    ClassFiles classes = Fixture.arrows(directory, "a.One");
    assertThat(PackageRules.tooLarge(classes, 1, Map.of("app.a", "", "app.gone", "")))
        .containsExactly(
            "app.a is listed as large, but is not; take it off the list.",
            "app.gone is listed as large, but is not; take it off the list.");
  }

  @Test
  void notNullMarked_packagesWithoutTheAnnotation_areNamed() throws Exception {
    ClassFiles classes =
        Fixture.sources(
            directory,
            "@org.jspecify.annotations.NullMarked package marked;",
            "package marked; class One {}",
            "@Deprecated package otherwise;",
            "package otherwise; class Two {}",
            "package bare; class Three {}");
    assertThat(PackageRules.notNullMarked(classes))
        .containsExactly(
            "bare is not @NullMarked; say so in its package-info.java.",
            "otherwise is not @NullMarked; say so in its package-info.java.");
  }
}
