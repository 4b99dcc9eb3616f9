package dev.hookline.shell.conventions.ping;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.ContextView;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookId;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.SkipReason;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Trust;
import dev.hookline.shell.script.TempFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Makes known to the run what was handed over, as Ping's entrypoint does (P19): asks {@code sh}
 * what the file makes of the environment of that moment, and exports what has changed (P35).
 */
final class PingExport implements Hook {
  private static final int UNKNOWN = 90;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> OF_THE_SHELL = Set.of("PWD", "OLDPWD", "SHLVL", "_");

  /** The file may set PATH, hence the whole name of env; it gets no arguments. */
  private static final String ASK =
      "hookline_file=$1 hookline_after=$3; /usr/bin/env -0 >\"$2\"; set -a --;"
          + " . \"$hookline_file\"; /usr/bin/env -0 >\"$hookline_after\"";

  private final PingHandOver handOver;
  private final Trust trust;

  PingExport(PingHandOver handOver, Trust trust) {
    this.handOver = handOver;
    this.trust = trust;
  }

  @Override
  public void run(HookContext context) throws Exception {
    if (!handOver.exists()) {
      throw new HookSkippedException(SkipReason.noSuchFile(handOver.file()));
    }
    handOver.guard(this::export, trust).run(context);
  }

  private void export(HookContext context) throws Exception {
    try (TempFiles files = new TempFiles()) {
      Path before = files.create(".env");
      Path after = files.create(".env");
      source(before, after, context);
      Map<String, String> made = variables(after);
      made.entrySet().removeAll(variables(before).entrySet());
      made.forEach(context::export);
    }
  }

  private void source(Path before, Path after, HookContext context) throws Exception {
    String file = handOver.file().toString();
    shell("-c", ASK, "sh", file, before.toString(), after.toString())
        .run(ContextView.of(context).arguments(List.of()));
    if (Files.size(after) == 0) {
      throw new HookExitException(
          UNKNOWN, file + " ends the shell that sources it; remove the \"exit\" from it");
    }
  }

  private static ScriptHook shell(String... words) {
    return ScriptHook.command("sh", words);
  }

  @Override
  public List<LeftBehind> endLeftBehind(String runId, HookId hook) {
    return shell().endLeftBehind(runId, hook);
  }

  private static Map<String, String> variables(Path file) throws IOException {
    Map<String, String> variables = new TreeMap<>();
    for (String variable : new String(Files.readAllBytes(file), UTF_8).split("\0", -1)) {
      int equals = variable.indexOf('=');
      String name = variable.substring(0, Math.max(equals, 0));
      if (NAME.matcher(name).matches() && !OF_THE_SHELL.contains(name)) {
        variables.put(name, variable.substring(equals + 1));
      }
    }
    return variables;
  }

  @Override
  public String description() {
    return "sh: . " + handOver.file();
  }
}
