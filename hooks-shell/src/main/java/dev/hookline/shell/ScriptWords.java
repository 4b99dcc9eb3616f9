package dev.hookline.shell;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.hookline.api.HookContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Puts together the words of a script's command, as they are shown and as they are executed. */
final class ScriptWords {
  private static final int SHOWN = 200;

  private final ScriptSettings settings;
  private final Path directory;
  private final Programs programs;
  private final PrivateFiles files;

  ScriptWords(ScriptSettings settings, Path directory, Programs programs, PrivateFiles files) {
    this.settings = settings;
    this.directory = directory;
    this.programs = programs;
    this.files = files;
  }

  /** Returns the command as a plan shows it, before anything is looked up. */
  static String shown(ScriptSettings settings, List<String> runArguments) {
    ImmutableList.Builder<String> words = ImmutableList.builder();
    words.addAll(settings.launcher).addAll(settings.interpreter.words());
    if (settings.source instanceof ScriptSource.InFile in) {
      words.add(in.file().toString());
    } else if (settings.source instanceof ScriptSource.InWords in) {
      words.addAll(in.words());
    } else if (settings.source instanceof ScriptSource.InText in) {
      words.addAll(settings.interpreter.isTheFilesChoice() ? asTheTextSays(in.text()) : List.of());
      words.add("-c", shortened(in.text()));
    }
    return Words.quoted(words.addAll(settings.arguments).addAll(runArguments).build());
  }

  private static String shortened(String text) {
    String stripped = text.stripTrailing();
    return stripped.length() > SHOWN ? stripped.substring(0, SHOWN) + "…" : stripped;
  }

  private static List<String> asTheTextSays(String text) {
    String first = text.lines().findFirst().orElse("");
    return first.startsWith("#!")
        ? Splitter.on(' ').trimResults().omitEmptyStrings().splitToList(first.substring(2))
        : List.of("sh");
  }

  /** Returns the arguments that the run adds to the fixed ones. */
  static List<String> runArguments(ScriptSettings settings, HookContext context) {
    return settings.runArguments ? context.arguments() : List.of();
  }

  /** Returns the words to execute; the first is the file of a program. */
  List<String> executable(HookContext context) throws NotLaunchedException, IOException {
    return ImmutableList.<String>builder()
        .addAll(settings.launcher.isEmpty() ? here() : elsewhere(context.name()))
        .addAll(settings.arguments)
        .addAll(runArguments(settings, context))
        .build();
  }

  private List<String> here() throws NotLaunchedException, IOException {
    if (settings.source instanceof ScriptSource.InWords in) {
      return withProgramFound(in.words());
    }
    if (settings.source instanceof ScriptSource.InFile in) {
      Path file = directory.resolve(in.file());
      return settings.interpreter.isTheFilesChoice() ? chosen(file) : read(file);
    }
    Path file = files.create(".script", ((ScriptSource.InText) settings.source).text());
    return settings.interpreter.isTheFilesChoice() ? interpreted(file) : read(file);
  }

  private List<String> chosen(Path file) throws NotLaunchedException {
    programs.checkScript(file);
    return interpreted(file);
  }

  private List<String> interpreted(Path file) throws NotLaunchedException {
    List<String> interpreter = Shebang.interpreter(file);
    if (!interpreter.isEmpty()) {
      programs.checkInterpreter(file, interpreter);
    }
    return with(interpreter, file.toString());
  }

  private List<String> read(Path file) throws NotLaunchedException {
    programs.checkReadable(file, Programs.SCRIPT);
    return with(withProgramFound(settings.interpreter.words()), file.toString());
  }

  /** Looks up the launcher only: the rest may be in another file system. */
  private List<String> elsewhere(String name) throws NotLaunchedException {
    ImmutableList.Builder<String> words = ImmutableList.builder();
    words.addAll(withProgramFound(settings.launcher)).addAll(settings.interpreter.words());
    if (settings.source instanceof ScriptSource.InText in) {
      words.addAll(settings.interpreter.isTheFilesChoice() ? asTheTextSays(in.text()) : List.of());
      return words.add("-c", in.text(), name).build();
    }
    return settings.source instanceof ScriptSource.InFile in
        ? words.add(in.file().toString()).build()
        : words.addAll(((ScriptSource.InWords) settings.source).words()).build();
  }

  private List<String> withProgramFound(List<String> words) throws NotLaunchedException {
    return ImmutableList.<String>builder()
        .add(programs.find(words.get(0)))
        .addAll(words.subList(1, words.size()))
        .build();
  }

  private static List<String> with(List<String> words, String last) {
    return ImmutableList.<String>builder().addAll(words).add(last).build();
  }
}
