package dev.hookline.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A library in a tool of its own, which has a session of its own: the script may end the tool. */
record Alone(Library library) implements Library {
  @Override
  public String name() {
    return library.name();
  }

  @Override
  public Said run(
      List<String> command, Map<String, String> variables, Duration limit, Consumer<String> line)
      throws Exception {
    Jvm jvm =
        new Jvm(Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"));
    List<String> words = new ArrayList<>(List.of("setsid", "--wait"));
    words.addAll(jvm.command(List.of(), Tool.class, library.name(), command.get(0)));
    ProcessBuilder tool = new ProcessBuilder(words);
    tool.redirectErrorStream(true).environment().putAll(variables);
    Process process = tool.start();
    process.inputReader().lines().forEach(line);
    int code = process.waitFor();
    return new Said(code == 0 ? "the tool lives" : "**ends the tool** (exit " + code + ")", false);
  }

  /** The tool. */
  static final class Tool {
    private Tool() {}

    public static void main(String[] arguments) throws Exception {
      for (Library library : Libraries.ALL) {
        if (library.name().equals(arguments[0])) {
          library.run(List.of(arguments[1]), Map.of(), Duration.ZERO, text -> {});
          Thread.sleep(500); // for the signal to arrive
        }
      }
      System.exit(0);
    }
  }
}
