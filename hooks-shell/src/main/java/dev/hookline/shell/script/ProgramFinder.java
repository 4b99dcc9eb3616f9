package dev.hookline.shell.script;

import static dev.hookline.shell.script.LaunchException.cannotExecute;
import static dev.hookline.shell.script.LaunchException.notFound;

import com.google.common.base.Splitter;
import dev.hookline.shell.files.FileFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the files that are to be executed, and says what is wrong with them before the launch. */
public final class ProgramFinder {
  /** What messages call a script. */
  static final String SCRIPT = "the script";

  /** What a shell searches if {@code PATH} is not set. */
  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  private final Path directory;
  private final String path;

  /** Resolves names against this directory, or on the {@code PATH} of this environment. */
  public ProgramFinder(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.path = environment.getOrDefault("PATH", DEFAULT_PATH);
  }

  /** Checks the directory that the process is to work in. */
  public void checkDirectory() throws LaunchException {
    if (Files.isDirectory(directory)) {
      checkEntrance(Files.isExecutable(directory));
      return;
    }
    throw Files.exists(directory)
        ? cannotExecute("the working directory " + directory + " is not a directory; name one")
        : notFound(
            "the working directory " + directory + " does not exist; create it or name another");
  }

  /** The system would refuse the launch with words that seem to be about the program. */
  void checkEntrance(boolean isOpen) throws LaunchException {
    if (!isOpen) {
      throw cannotExecute(
          "the working directory "
              + directory
              + " may not be entered; give this user the right to search it, or name another");
    }
  }

  /**
   * Returns the file of a program. A name without a slash is looked up on the hook's {@code PATH};
   * the JDK would use its own.
   */
  String find(String program) throws LaunchException {
    if (program.indexOf('/') < 0) {
      return search(program);
    }
    Path file = directory.resolve(program);
    if (isProgram(file)) {
      return file.toString();
    }
    checkExists(file, "the program");
    checkRegular(file);
    checkExecutable(file);
    return file.toString();
  }

  private String search(String program) throws LaunchException {
    Optional<Path> notExecutable = Optional.empty();
    for (String entry : Splitter.on(':').split(path)) {
      Path file = directory.resolve(entry).resolve(program);
      if (isProgram(file)) {
        return file.toString();
      }
      notExecutable = notExecutable.or(() -> Optional.of(file).filter(Files::isRegularFile));
    }
    if (notExecutable.isPresent()) {
      checkExecutable(notExecutable.get());
    }
    throw notFound(
        "no program "
            + ShellWords.quoted(program)
            + " on the PATH "
            + path
            + "; install it or correct PATH");
  }

  private static boolean isProgram(Path file) {
    return Files.isExecutable(file) && Files.isRegularFile(file);
  }

  /** Checks a file that an interpreter is to read. */
  void checkReadable(Path file, String what) throws LaunchException {
    checkExists(file, what);
    checkRegular(file);
    if (!Files.isReadable(file)) {
      throw cannotExecute(file + " cannot be read; give this user the right to read it");
    }
  }

  /** Checks a file that is to be standard input; a device such as {@code /dev/null} will do. */
  public void checkInput(Path file) throws LaunchException {
    try {
      if (FileFacts.of(file).isDevice()) {
        return;
      }
    } catch (IOException e) {
      // What is wrong with it is said below.
    }
    checkReadable(file, "the file for standard input");
  }

  /** Checks a file that is to choose its interpreter itself. */
  void checkScript(Path file) throws LaunchException {
    if (isProgram(file)) {
      return;
    }
    checkReadable(file, SCRIPT);
    checkExecutable(file, " or give the hook an interpreter");
  }

  /** Checks the interpreter that the first line of a script names. */
  void checkInterpreter(String script, List<String> interpreter) throws LaunchException {
    Path program = directory.resolve(interpreter.get(0));
    if (isProgram(program)) {
      return;
    }
    if (!Files.exists(program)) {
      throw notFound(
          script
              + " asks in its first line for the interpreter "
              + program
              + ", which does not exist; install it or correct the line");
    }
    throw cannotExecute(
        script
            + " asks in its first line for the interpreter "
            + program
            + ", which cannot be executed; correct the line or its rights");
  }

  private static void checkExists(Path file, String what) throws LaunchException {
    if (!Files.exists(file)) {
      throw notFound(what + " " + file + " does not exist; create it or correct the name");
    }
  }

  private static void checkRegular(Path file) throws LaunchException {
    if (Files.isDirectory(file)) {
      throw cannotExecute(file + " is a directory; name a file in it");
    }
    if (!Files.isRegularFile(file)) {
      throw cannotExecute(file + " is " + kind(file) + "; name a regular file");
    }
  }

  private static String kind(Path file) {
    try {
      return FileFacts.of(file).kind();
    } catch (IOException e) {
      return "no regular file";
    }
  }

  private static void checkExecutable(Path file) throws LaunchException {
    checkExecutable(file, "");
  }

  private static void checkExecutable(Path file, String or) throws LaunchException {
    if (!Files.isExecutable(file)) {
      String advice = "run chmod +x " + ShellWords.quoted(file.toString()) + or;
      throw cannotExecute(file + " is not executable; " + advice);
    }
  }
}
