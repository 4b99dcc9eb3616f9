package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.core.testing.TenLambdas;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of {@code docs/start-up.md}: those that this JDK understands. */
class StartUpPageTest {
  private static final Path PAGE = Path.of("docs", "start-up.md");
  private static final Pattern BLOCK =
      Pattern.compile("## JDK (\\d+) and later.*?```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  @BeforeEach
  void jars() throws IOException, URISyntaxException {
    jar("hooks-api.jar", Hook.class, new Manifest());
    jar("hooks-core.jar", HookEngine.class, new Manifest());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, TenLambdas.class.getName());
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "hooks-core.jar hooks-api.jar");
    jar("tool.jar", TenLambdas.class, manifest);
  }

  /** A module is a directory or a jar, as the build has it. */
  private void jar(String name, Class<?> ofModule, Manifest manifest)
      throws IOException, URISyntaxException {
    Path classes = Path.of(ofModule.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isRegularFile(classes)) {
      Files.copy(classes, directory.resolve(name));
      return;
    }
    try (OutputStream file = Files.newOutputStream(directory.resolve(name));
        JarOutputStream jar = new JarOutputStream(file, manifest);
        Stream<Path> found = Files.walk(classes)) {
      for (Path each : found.filter(path -> path.toString().endsWith(".class")).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, jar);
      }
    }
  }

  private static List<List<String>> blocksForThisJdk() throws IOException {
    List<List<String>> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
    while (block.find()) {
      if (Integer.parseInt(block.group(1)) <= Runtime.version().feature()) {
        blocks.add(block.group(2).lines().toList());
      }
    }
    return blocks;
  }

  private List<String> run(String command, String options)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    assertThat(words.get(0)).isEqualTo("java");
    words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_TOOL_OPTIONS", options);
    Process process = builder.start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as("%s: %s", command, lines).isZero();
    return lines;
  }

  @Test
  void commands_inOrder_startTheToolFromItsArchive() throws Exception {
    List<List<String>> blocks = blocksForThisJdk();
    assertThat(blocks).isNotEmpty();
    for (List<String> commands : blocks) {
      assertThat(commands).hasSize(2);
      run(commands.get(0), "-Xlog:disable");
      List<String> lines = run(commands.get(1), "-Xlog:class+load:file=loaded.txt");
      assertThat(lines).anyMatch(line -> line.startsWith("deploy succeeded after"));
      assertThat(Files.readAllLines(directory.resolve("loaded.txt")))
          .as("%s", commands)
          .anyMatch(line -> line.contains("core.HookEngine source: shared objects file"));
    }
  }
}
