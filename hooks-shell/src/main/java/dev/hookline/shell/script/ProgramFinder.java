package dev.hookline.shell.script;

import static dev.hookline.shell.script.LaunchException.cannotExecute;
import static dev.hookline.shell.script.LaunchException.notFound;

import dev.hookline.shell.files.FileFacts;
import dev.hookline.shell.files.MountTable;
import dev.hookline.shell.files.NameEncoding;
import dev.hookline.shell.files.PathRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the files that are to be executed, and says what is wrong with them before the launch. */
public final class ProgramFinder {
  /** What messages call a script. */
  public static final String SCRIPT = "the script";

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
      checkName(directory);
      return;
    }
    checkReached(directory, "the working directory " + directory);
    throw Files.exists(directory)
        ? cannotExecute("the working directory " + directory + " is not a directory; name one")
        : notFound(
            "the working directory " + directory + " does not exist; create it or name another");
  }

  /** The JDK would pass on question marks instead of what the JVM's locale cannot write. */
  private static void checkName(Path path) throws LaunchException {
    if (!NameEncoding.isExact(path)) {
      throw cannotExecute(path + " cannot be passed to a process: " + NameEncoding.cannotName());
    }
  }

  private static void checkReached(Path file, String what) throws LaunchException {
    Optional<String> why = PathRefusal.of(file);
    if (why.isPresent()) {
      throw cannotExecute(what + " cannot be reached: " + why.get());
    }
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
    Path file = path(program);
    if (isProgram(file)) {
      return file.toString();
    }
    checkExists(file, "the program");
    checkRegular(file);
    checkExecutable(file);
    return file.toString();
  }

  private Path path(String program) throws LaunchException {
    try {
      return directory.resolve(program);
    } catch (InvalidPathException e) {
      throw cannotExecute(
          "the program "
              + ShellWords.quoted(program)
              + " cannot be named by this JVM, "
              + NameEncoding.reason());
    }
  }

  private String search(String program) throws LaunchException {
    Optional<Path> found = onPath(program);
    if (found.isPresent()) {
      return found.get().toString();
    }
    for (Path file : candidates(program)) {
      if (Files.isRegularFile(file)) {
        checkExecutable(file);
        break;
      }
    }
    throw notFound(
        "no program "
            + ShellWords.quoted(program)
            + " on the PATH "
            + path
            + "; install it or correct PATH");
  }

  private Optional<Path> onPath(String program) {
    for (Path file : candidates(program)) {
      if (isProgram(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private List<Path> candidates(String program) {
    List<Path> files = new ArrayList<>();
    for (String entry : path.split(":", -1)) {
      try {
        files.add(directory.resolve(entry).resolve(program));
      } catch (InvalidPathException e) {
        // What this JVM cannot name, it cannot execute either.
      }
    }
    return files;
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
    String asks = script + " asks in its first line for the interpreter " + program + ", which ";
    Optional<String> why = PathRefusal.of(program);
    if (why.isPresent()) {
      throw cannotExecute(asks + "cannot be reached: " + why.get());
    }
    if (!Files.exists(program)) {
      throw notFound(asks + "does not exist; install it or correct the line");
    }
    throw cannotExecute(asks + "cannot be executed; correct the line or its rights");
  }

  /** Checks that a file is there, or says what keeps this user from it. */
  public void checkExists(Path file, String what) throws LaunchException {
    if (!Files.exists(file)) {
      checkReached(file, what + " " + file);
      throw notFound(what + " " + file + " does not exist; create it or correct the name");
    }
    checkName(file);
  }

  /** Examines the file once: it may be another one at the next look. */
  private static void checkRegular(Path file) throws LaunchException {
    FileFacts facts = factsOf(file);
    if (facts.isDirectory()) {
      throw cannotExecute(file + " is a directory; name a file in it");
    }
    if (!facts.isRegularFile()) {
      throw cannotExecute(file + " is " + facts.kind() + "; name a regular file");
    }
  }

  private static FileFacts factsOf(Path file) throws LaunchException {
    try {
      return FileFacts.of(file);
    } catch (IOException e) {
      throw cannotExecute(file + " cannot be examined: " + PathRefusal.reason(e));
    }
  }

  private static void checkExecutable(Path file) throws LaunchException {
    checkExecutable(file, "");
  }

  private static void checkExecutable(Path file, String or) throws LaunchException {
    if (!Files.isExecutable(file)) {
      throw cannotExecute(
          MountTable.noexec(file)
                  .map(mount -> MountTable.refusal(file.toString(), mount))
                  .orElseGet(
                      () ->
                          file
                              + " is not executable; run chmod +x "
                              + ShellWords.quoted(file.toString()))
              + or);
    }
  }

  /**
   * Returns the programs that these words execute: the first one, and what {@code env} looks up.
   *
   * @param words the words; the first is the file of a program
   */
  public List<Path> programs(List<String> words) {
    Path first = directory.resolve(words.get(0));
    List<Path> programs = new ArrayList<>(List.of(first));
    if (first.endsWith("env")) {
      lookedUp(words.subList(1, words.size())).ifPresent(programs::add);
    }
    return programs;
  }

  private Optional<Path> lookedUp(List<String> words) {
    for (String word : String.join(" ", words).split(" ", -1)) {
      if (!word.isEmpty() && !word.startsWith("-") && word.indexOf('=') < 0) {
        return onPath(word);
      }
    }
    return Optional.empty();
  }
}
