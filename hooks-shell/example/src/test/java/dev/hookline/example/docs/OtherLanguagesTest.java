package dev.hookline.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs what the cookbook shows in Kotlin and for a newer JDK. */
class OtherLanguagesTest {
  private static final int VIRTUAL_THREADS = 21;

  @TempDir Path temp;

  @Test
  void kotlin_compilesAndRuns() throws Exception {
    Path source = temp.resolve("Deploy.kt");
    Files.writeString(source, Page.of("cookbook.md").block("kotlin", "fun deploy"));
    Path classes = temp.resolve("classes");
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    ExitCode code =
        new K2JVMCompiler()
            .exec(
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                "-no-stdlib",
                "-no-reflect",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(code).as(messages.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.OK);
    assertThat(run(classes, "DeployKt", "deploy")).isEqualTo(0);
  }

  private Object run(Path classes, String name, String method) throws Exception {
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls)) {
      return loader.loadClass(name).getMethod(method, Path.class).invoke(null, temp);
    }
  }

  /** Older JDKs can read its grammar only. */
  @Test
  void virtualThreads_compileAndRunWhereTheyExist() throws Exception {
    Path source = temp.resolve("PagesRecipe.java");
    Files.writeString(source, Page.of("cookbook.md").block("java", "newVirtualThread"));
    Path classes = Files.createDirectories(temp.resolve("classes"));
    boolean areThere = Runtime.version().feature() >= VIRTUAL_THREADS;
    StringWriter messages = new StringWriter();
    boolean isCompiled = compile(source, classes, messages);
    assertThat(isCompiled).as(messages.toString()).isEqualTo(areThere);
    if (areThere) {
      assertThat(run(classes, "PagesRecipe", "warm")).isEqualTo(0);
    } else {
      assertThat(messages.toString().lines().filter(line -> line.contains("error:")))
          .allMatch(line -> line.contains("cannot find symbol"))
          .hasSize(1);
    }
  }

  private static boolean compile(Path source, Path classes, StringWriter messages)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      return compiler
          .getTask(
              messages,
              files,
              null,
              List.of(
                  "-d",
                  classes.toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-proc:none"),
              null,
              files.getJavaFileObjects(source))
          .call();
    }
  }
}
