package dev.hookline.shell;

import dev.hookline.api.HookContext;
import dev.hookline.shell.script.LaunchException;
import dev.hookline.shell.script.ProgramFinder;
import dev.hookline.shell.script.ScriptSource;
import dev.hookline.shell.trust.TrustRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Checks what a script hook is about to run: the file, and the program that reads it. */
final class ScriptTrust {
  private final HookContext context;
  private final ScriptSource source;
  private final TrustRule rule;
  private final List<Path> checked;

  /** What a launcher runs may be in another file system, and is not checked. */
  ScriptTrust(ScriptRun.Settings settings, HookContext context) {
    this.context = context;
    this.source = settings.source;
    this.checked = settings.checked;
    this.rule = settings.launcher.isEmpty() ? settings.trust() : TrustRule.EVERYONE;
  }

  /**
   * Comes before the file is opened, unless a guard has just done the same. What does not exist is
   * not this class's to name.
   */
  void checkFile(ProgramFinder programs) throws LaunchException, UntrustedFileException {
    if (!rule.isEveryone() && source instanceof ScriptSource.InFile in) {
      Path file = context.directory().resolve(in.file());
      if (checked.contains(file)) {
        return;
      }
      programs.checkExists(file, ProgramFinder.SCRIPT);
      UntrustedFileException.throwIf(rule.problems(List.of(file), home(file)), context);
    }
  }

  /**
   * Checks the program of a command.
   *
   * @param words the words that are executed
   */
  void checkProgram(List<String> words, ProgramFinder programs) throws UntrustedFileException {
    if (!rule.isEveryone()) {
      for (Path program : programs.programs(words)) {
        List<String> problems = rule.check(home(program)).problems(program);
        String all = "its program " + program + " is not trusted: " + String.join("; ", problems);
        UntrustedFileException.throwIf(problems.isEmpty() ? problems : List.of(all), context);
      }
    }
  }

  private static Path home(Path file) {
    return Objects.requireNonNull(file.getParent(), "directory of a file");
  }
}
