package dev.hookline.shell.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.FunctionHook;
import dev.hookline.shell.HookDirectory;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Stdin;
import dev.hookline.shell.files.CurrentUser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A tool in a JVM of its own that runs hooks and prints what comes of it: in another locale, with
 * fewer rights, or with another view of the file system.
 */
public final class ChildTool {
  private final Path directory;
  private final List<String> wrapper = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();

  private ChildTool(Path directory) {
    this.directory = directory;
  }

  /** Returns a tool that works in this directory. */
  public static ChildTool in(Path directory) {
    return new ChildTool(directory);
  }

  /** Takes away what makes root more than another user. */
  public ChildTool withoutPrivileges() {
    if (CurrentUser.uid() == 0) {
      wrapper.addAll(
          List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"));
    }
    return this;
  }

  /** Mounts a file system of memory on a directory, for this tool only, and fills it. */
  public ChildTool mounting(String options, Path where, String fill) {
    String mount = "mount -t tmpfs -o " + options + " tmpfs \"$0\" && cd \"$0\" && " + fill;
    wrapper.addAll(List.of("unshare", "--map-root-user", "--mount", "sh", "-c"));
    wrapper.addAll(List.of(mount + "; cd \"$OLDPWD\"; exec \"$@\"", where.toString()));
    return this;
  }

  /** Hides a program of {@code /usr/bin} behind a file that cannot be executed. */
  public ChildTool hiding(String program) {
    wrapper.addAll(List.of("unshare", "--map-root-user", "--mount", "sh", "-c"));
    String bin =
        "for bin in /bin /usr/bin; do [ ! -e $bin/$0 ] || mount --bind /dev/null $bin/$0; done;";
    wrapper.addAll(List.of(bin + " exec \"$@\"", program));
    return this;
  }

  public ChildTool option(String option) {
    options.add(option);
    return this;
  }

  public ChildTool variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  public ChildTool without(String variable) {
    removed.add(variable);
    return this;
  }

  /** Runs the tool, and returns what it has printed. */
  public String run(String... arguments) throws IOException {
    List<String> words = new ArrayList<>(wrapper);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", ToolUnderTest.classPath()));
    words.add(ChildTool.class.getName());
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
    builder.environment().putAll(variables);
    builder.environment().keySet().removeAll(removed);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  /** Runs one hook of the kind that the first argument names, in the working directory. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    try {
      for (Hook hook : hooks(arguments[0], arguments[1])) {
        TestContext context = TestContext.in(Path.of(arguments.length > 2 ? arguments[2] : ""));
        if (arguments[0].equals("variable")) {
          context.variable("ACCENT", "\u00e9");
        }
        hook.run(context);
        out.print(context.output.text());
        context.exported.forEach((name, value) -> out.println(name + "=" + value));
      }
    } catch (Exception e) {
      out.println(e.getMessage());
    }
  }

  private static Path only(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findFirst().orElseThrow();
    }
  }

  /** The arguments of a JVM cannot be beyond its locale. */
  private static String accented(String text) {
    return text.replace("{e}", "\u00e9");
  }

  private static List<Hook> hooks(String kind, String what) throws IOException {
    return switch (kind) {
      case "file" -> List.of(ScriptHook.file(Path.of(what)));
      case "sh", "variable" -> List.of(ScriptHook.inline(Interpreter.of("sh"), accented(what)));
      case "stdin" -> List.of(ScriptHook.command("cat").stdin(Stdin.text(accented(what))));
      case "only" -> List.of(ScriptHook.file(only(Path.of(what))));
      case "function" -> List.of(FunctionHook.of(Path.of(what), "f"));
      case "log" -> List.of(ScriptHook.command("true").logTo(Path.of(what)));
      default ->
          HookDirectory.of(Path.of(what), Phase.of("deploy")).load().stream()
              .map(HookSpec::hook)
              .toList();
    };
  }
}
