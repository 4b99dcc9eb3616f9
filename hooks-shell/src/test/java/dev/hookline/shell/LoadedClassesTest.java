package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.HookEngine;
import dev.hookline.shell.testing.ThreeScripts;
import dev.hookline.shell.testing.ToolUnderTest;
import dev.hookline.shell.testing.TrustedTempDir;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a JVM loads to run three scripts of a directory and to show the report: Hookline, the frame
 * of Commons Exec and a part of the JDK, and hardly more of them than at the time of writing.
 */
class LoadedClassesTest {
  private static final Pattern LOADED = Pattern.compile("(\\S+) source: .*");
  private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");
  private static final String OWN = "dev.hookline.";
  private static final String FRAME = "org.apache.commons.exec.";

  /**
   * Today 171, or some 185 on a machine so busy that all processes are looked at; 3 percent more.
   */
  private static final int MOST_OWN = 190;

  /** Today 351 on JDK 17 and 374 on JDK 25, or some 362 and 385; 3 percent more. */
  private static final int MOST_OF_THE_JDK = Runtime.version().feature() < 24 ? 373 : 396;

  @TempDir(factory = TrustedTempDir.class)
  private static Path directory;

  private static List<String> loaded = List.of();

  @BeforeAll
  static void load() throws IOException {
    for (int i = 0; i < 3; i++) {
      Path script = Files.writeString(directory.resolve(i + "-step"), "#!/bin/sh\ntrue\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    List<String> lines = linesOfTheTool();
    assertThat(lines).anyMatch(line -> line.startsWith("deploy succeeded after"));
    loaded =
        lines.subList(lines.indexOf(ThreeScripts.BEGIN), lines.size()).stream()
            .map(LOADED::matcher)
            .filter(line -> line.matches())
            .map(line -> line.group(1))
            .toList();
  }

  private static List<String> linesOfTheTool() throws IOException {
    String core = HookEngine.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout:none",
                "-cp",
                ToolUnderTest.classPath() + File.pathSeparator + core,
                ThreeScripts.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    tool.getOutputStream().close();
    return tool.inputReader().lines().toList();
  }

  @Test
  void loaded_ofOthers_isTheFrameOfLaunches() {
    assertThat(loaded)
        .contains(ScriptHook.class.getName())
        .filteredOn(name -> !name.startsWith(OWN) && !JDK.matcher(name).matches())
        .isNotEmpty()
        .allMatch(name -> name.startsWith(FRAME));
  }

  @Test
  void loaded_ofTheJdk_isWithoutRegexFormatsAndRandomNumbers() {
    assertThat(loaded)
        .doesNotContain(
            "java.util.regex.Pattern",
            "java.util.Formatter",
            "java.util.concurrent.ConcurrentLinkedQueue",
            "java.security.SecureRandom");
  }

  /** Each costs up to a millisecond; only a look at all processes may make some. */
  @Test
  void loaded_lambdas_areThoseOfProcessTrees() {
    assertThat(loaded)
        .filteredOn(name -> name.startsWith(OWN) && name.contains("$$Lambda"))
        .allMatch(name -> name.startsWith(OWN + "shell.tree."));
  }

  @Test
  void loaded_ofHookline_isWithoutWhatTakesOutputAndSaysWhatIsWrong() {
    assertThat(loaded)
        .doesNotContain(
            OWN + "core.output.HeadAndTail",
            OWN + "core.output.LineSplitter",
            OWN + "core.secret.StreamMasker",
            OWN + "shell.Verdict");
  }

  @Test
  void loaded_ofHookline_isWithinBounds() {
    assertThat(loaded).filteredOn(name -> name.startsWith(OWN)).hasSizeLessThanOrEqualTo(MOST_OWN);
  }

  @Test
  void loaded_ofTheJdk_isWithinBounds() {
    assertThat(loaded).filteredOn(JDK.asMatchPredicate()).hasSizeLessThanOrEqualTo(MOST_OF_THE_JDK);
  }
}
