package dev.hookline.shell.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the files of a command, and puts together the words that are executed. */
public final class CommandResolver {
  private final ScriptCommand command;
  private final Path directory;
  private final ProgramFinder programs;
  private final TempFiles files;
  private Optional<Path> text = Optional.empty();

  /** Resolves names against this directory; a text is written to one of these files. */
  public CommandResolver(
      ScriptCommand command, Path directory, ProgramFinder programs, TempFiles files) {
    this.command = command;
    this.directory = directory;
    this.programs = programs;
    this.files = files;
  }

  /**
   * Returns the words to execute; the first is the file of a program.
   *
   * @param name the name that a text has as a script behind a launcher
   */
  public List<String> executable(String name) throws LaunchException, IOException {
    return with(command.launcher().isEmpty() ? here() : elsewhere(name), command.arguments());
  }

  private List<String> here() throws LaunchException, IOException {
    if (command.source() instanceof ScriptSource.InFile in) {
      Path file = directory.resolve(in.file());
      return command.scriptDecides() ? chosen(file) : read(file);
    }
    if (command.source() instanceof ScriptSource.InWords in) {
      return withProgramFound(in.words());
    }
    Path file = files.create(".script", ((ScriptSource.InText) command.source()).text());
    text = Optional.of(file);
    return command.scriptDecides() ? interpreted(file, Shebang.ofText(file)) : read(file);
  }

  /** Returns the file to which a text was written, if there was one. */
  public Optional<Path> text() {
    return text;
  }

  private List<String> chosen(Path file) throws LaunchException {
    programs.checkScript(file);
    return interpreted(file, Shebang.of(file));
  }

  private List<String> interpreted(Path file, Shebang shebang) throws LaunchException {
    List<String> interpreter = shebang.interpreter();
    if (!interpreter.isEmpty()) {
      programs.checkInterpreter(shebang.shown(), interpreter);
    }
    return with(interpreter, List.of(file.toString()));
  }

  private List<String> read(Path file) throws LaunchException {
    programs.checkReadable(file, ProgramFinder.SCRIPT);
    return with(withProgramFound(command.interpreter()), List.of(file.toString()));
  }

  /** Looks up the launcher only: the rest may be in another file system. */
  private List<String> elsewhere(String name) throws LaunchException {
    return with(withProgramFound(command.launcher()), command.elsewhere(name));
  }

  private List<String> withProgramFound(List<String> words) throws LaunchException {
    return with(List.of(programs.find(words.get(0))), words.subList(1, words.size()));
  }

  private static List<String> with(List<String> words, List<String> more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(more);
    return all;
  }
}
