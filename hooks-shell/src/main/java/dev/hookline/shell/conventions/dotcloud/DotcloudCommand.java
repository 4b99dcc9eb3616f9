package dev.hookline.shell.conventions.dotcloud;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.shell.ScriptEnding;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.process.Signals;
import java.util.Optional;

/**
 * The command of {@code prebuild} or {@code postbuild}, exactly as dotCloud ran it (D5): in a login
 * shell, made executable first, so that a script without the right to execute works and {@code ~}
 * is the home directory; without an argument of the run.
 */
final class DotcloudCommand implements Hook {
  private static final int NOT_FOUND = 127;
  private static final int SIGNALS = 128;

  private final String service;
  private final String command;
  private final ScriptHook script;

  DotcloudCommand(DotcloudService service, String command) {
    this.service = service.name() + " (" + service.type() + ")";
    this.command = command;
    this.script =
        ScriptHook.command(
                "/bin/sh", "-lc", "chmod +x " + command + " >/dev/null 2>&1; exec " + command)
            .withoutRunArguments();
  }

  @Override
  public void run(HookContext context) throws Exception {
    try {
      script.run(context);
    } catch (ScriptFailedException e) {
      throw explained(e);
    }
  }

  /** The exit code comes out as it is (D9): 42 as 42. */
  private HookExitException explained(ScriptFailedException cause) {
    HookExitException explained =
        new HookExitException(
            cause.exitCode(),
            "Can't build service "
                + service
                + ": the command `"
                + command
                + "` "
                + how(cause)
                + "\n"
                + cause.details());
    explained.initCause(cause);
    return explained;
  }

  private static String how(ScriptFailedException cause) {
    boolean failed = cause.ending() instanceof ScriptEnding.Exited exited && exited.code() != 0;
    return failed ? how(cause.exitCode()) : cause.summary();
  }

  private static String how(int code) {
    if (code == NOT_FOUND) {
      return "was not found";
    }
    return Signals.nameOf(code - SIGNALS)
        .map(name -> "exited on signal " + (code - SIGNALS) + " (" + name + ")")
        .orElse("returned " + code);
  }

  /**
   * Returns the first operator outside quotes that makes a command more than one, if there is any
   * (D5d).
   */
  static Optional<String> compoundOperator(String command) {
    char quote = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (quote != 0) {
        i += quote == '"' && c == '\\' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (c == '\\') {
        i++;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (isOperator(command, i)) {
        return Optional.of(operator(command, i));
      }
    }
    return Optional.empty();
  }

  private static boolean isOperator(String command, int i) {
    char c = command.charAt(i);
    boolean redirects = i > 0 && (command.charAt(i - 1) == '>' || command.charAt(i - 1) == '<');
    boolean newLine = c == '\n' && i < command.strip().length();
    return newLine || c == ';' || ((c == '|' || c == '&') && !redirects);
  }

  private static String operator(String command, int i) {
    char c = command.charAt(i);
    boolean twice = i + 1 < command.length() && command.charAt(i + 1) == c && c != '\n';
    return c == '\n' ? "a new line" : twice ? "" + c + c : String.valueOf(c);
  }

  @Override
  public String description() {
    return script.description();
  }
}
