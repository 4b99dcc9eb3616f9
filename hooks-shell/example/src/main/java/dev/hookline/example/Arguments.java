package dev.hookline.example;

import dev.hookline.example.Showing.Loudness;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the tool was called with.
 *
 * @param mode what to do
 * @param hook which hook is asked about, if one is
 * @param convention how the application keeps its hooks
 * @param serveFor how long to serve after the deployment; until an interrupt if it is empty
 * @param sample the directory of the application
 * @param target where releases go
 * @param showing which hooks it is about, and what people see
 */
record Arguments(
    Mode mode,
    String hook,
    Convention convention,
    Optional<Duration> serveFor,
    Path sample,
    Path target,
    Showing showing) {

  static final String USAGE =
      """
      usage: DeployTool [OPTION]... SAMPLE_DIR [TARGET_DIR]

      Deploys the application in SAMPLE_DIR below TARGET_DIR (default: target/deployed/NAME).

        --help               print this, and do nothing
        --plan               print what would run, in order, and do nothing
        --why HOOK           say why a hook stands where it stands, and do nothing
        --what-if HOOK       say what would happen if a hook failed, and do nothing
        --dry-run            tell the story of a deployment, and do nothing
        --only HOOKS         run these hooks, tags (tag:db) or phases (phase:build) alone; may
                             be given several times, as --skip
        --skip HOOKS         leave these out
        --quiet, --verbose   show failures only, or everything
        --report DIR         write reports of all kinds and the whole log there
        --convention NAME    how the application keeps its hooks: app (default), ping,
                             dotcloud, kompose, upsun, webpaas
        --once               fetch a page when all is done, and end
        --serve-seconds N    serve for N seconds, and end; without it until Ctrl-C""";

  /** What to do. */
  enum Mode {
    HELP,
    PLAN,
    WHY,
    WHAT_IF,
    DRY_RUN,
    DEPLOY
  }

  static Arguments parse(List<String> words) throws WrongInputException {
    return new Parser(words).parse();
  }

  /** Reads the words from left to right. */
  private static final class Parser {
    private final Deque<String> words;
    private final List<Path> directories = new ArrayList<>();
    private Mode mode = Mode.DEPLOY;
    private Convention convention = Convention.APP;
    private Optional<Duration> serveFor = Optional.empty();
    private String hook = "";
    private Loudness loudness = Loudness.NORMAL;
    private Optional<Path> reports = Optional.empty();
    private final List<String> only = new ArrayList<>();
    private final List<String> skip = new ArrayList<>();

    Parser(List<String> words) {
      this.words = new ArrayDeque<>(words);
    }

    Arguments parse() throws WrongInputException {
      while (!words.isEmpty()) {
        take(words.pop());
      }
      if (mode == Mode.HELP) {
        return arguments(Path.of(""), Path.of(""));
      }
      if (directories.isEmpty() || directories.size() > 2) {
        throw wrong("name one SAMPLE_DIR and at most one TARGET_DIR");
      }
      Path sample = directories.get(0);
      if (!Files.isDirectory(sample)) {
        String problem = Files.exists(sample) ? " is not a directory" : " does not exist";
        throw wrong("SAMPLE_DIR " + sample + problem);
      }
      return arguments(sample, target(sample));
    }

    private Arguments arguments(Path sample, Path target) {
      Showing showing = new Showing(loudness, reports, List.copyOf(only), List.copyOf(skip));
      return new Arguments(mode, hook, convention, serveFor, sample, target, showing);
    }

    private Path target(Path sample) throws WrongInputException {
      Path name = Objects.requireNonNullElse(sample.getFileName(), sample);
      Path target =
          directories.size() == 2 ? directories.get(1) : directory("target/deployed/" + name);
      if (Files.exists(target) && !Files.isDirectory(target)) {
        throw wrong("TARGET_DIR " + target + " is not a directory");
      }
      return target;
    }

    private void take(String word) throws WrongInputException {
      switch (word) {
        case "--help" -> mode = Mode.HELP;
        case "--plan" -> mode = Mode.PLAN;
        case "--why" -> ask(Mode.WHY, valueOf(word));
        case "--what-if" -> ask(Mode.WHAT_IF, valueOf(word));
        case "--only" -> only.add(valueOf(word));
        case "--skip" -> skip.add(valueOf(word));
        case "--quiet" -> loudness = Loudness.QUIET;
        case "--verbose" -> loudness = Loudness.VERBOSE;
        case "--report" -> reports = Optional.of(directory(valueOf(word)));
        case "--dry-run" -> mode = Mode.DRY_RUN;
        case "--convention" -> convention = convention(valueOf(word));
        case "--once" -> serveFor = Optional.of(Duration.ZERO);
        case "--serve-seconds" -> serveFor = Optional.of(seconds(valueOf(word)));
        default -> takeDirectory(word);
      }
    }

    private void ask(Mode question, String ofHook) {
      mode = question;
      hook = ofHook;
    }

    private void takeDirectory(String word) throws WrongInputException {
      if (word.startsWith("-")) {
        throw wrong("unknown option \"" + word + "\"");
      }
      directories.add(directory(word));
    }

    private String valueOf(String option) throws WrongInputException {
      if (words.isEmpty()) {
        throw wrong(option + " needs a value");
      }
      return words.pop();
    }

    private static WrongInputException wrong(String message) {
      return new WrongInputException(message + System.lineSeparator() + USAGE);
    }

    private static Duration seconds(String word) throws WrongInputException {
      if (!word.matches("\\d{1,6}")) {
        throw wrong("--serve-seconds needs a number from 0 to 999999, but has \"" + word + "\"");
      }
      return Duration.ofSeconds(Long.parseLong(word));
    }

    private static Convention convention(String name) throws WrongInputException {
      return Arrays.stream(Convention.values())
          .filter(convention -> convention.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  wrong(
                      "unknown convention \""
                          + name
                          + "\"; use one of "
                          + Arrays.toString(Convention.values())));
    }

    private static Path directory(String word) throws WrongInputException {
      try {
        return Path.of(word).toAbsolutePath().normalize();
      } catch (InvalidPathException e) {
        throw wrong("\"" + word + "\" cannot be the name of a directory");
      }
    }
  }
}
