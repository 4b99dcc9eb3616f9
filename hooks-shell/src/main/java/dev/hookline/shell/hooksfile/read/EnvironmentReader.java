package dev.hookline.shell.hooksfile.read;

import dev.hookline.api.Environment;
import dev.hookline.api.HookSourceException;
import dev.hookline.shell.Trust;
import dev.hookline.shell.config.EnvFile;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Problems;
import dev.hookline.shell.hooksfile.text.Row;
import dev.hookline.shell.hooksfile.text.Texts;
import dev.hookline.shell.words.Spelling;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads the variables that a hooks file sets for all its hooks. */
final class EnvironmentReader {
  private final Trust trust;
  private final Problems problems;

  EnvironmentReader(Trust trust, Problems problems) {
    this.trust = trust;
    this.problems = problems;
  }

  /** Returns the variables of the files in order, and then those of the hooks file itself. */
  Surroundings read(Fields file, Path path) {
    Environment variables = Environment.empty();
    for (Fields entry : file.all(EnvironmentKeys.ENV_FILES)) {
      variables = variables.overlaidBy(read(entry, path, variables));
    }
    Texts texts = new Texts(Row.NONE, file.nodeOf(EnvironmentKeys.ENVIRONMENT), problems);
    try {
      return Surroundings.of(variables)
          .with(file.get(EnvironmentKeys.ENVIRONMENT).orElse(Map.of()), texts, problems);
    } catch (IllegalArgumentException e) {
      problems.at(file.nodeOf(EnvironmentKeys.ENVIRONMENT), String.valueOf(e.getMessage()));
      return Surroundings.of(variables);
    }
  }

  private Environment read(Fields entry, Path from, Environment before) {
    Path path = ContentMaker.beside(from, entry);
    if (!HooksReader.isThere(path, entry, problems)
        || !HooksReader.isTrusted(path, trust, problems)) {
      return Environment.empty();
    }
    EnvFile file = EnvFile.at(path);
    if (entry.is(EnvironmentKeys.EXPAND)) {
      Map<String, String> known = new HashMap<>(Environment.inherited().variables());
      known.putAll(before.variables());
      file = file.expanding(known);
    }
    try {
      return withSecrets(entry, file.read());
    } catch (HookSourceException e) {
      problems.addAll(e.problems());
      return Environment.empty();
    }
  }

  private Environment withSecrets(Fields entry, Environment variables) {
    Environment marked = variables;
    Set<String> names = variables.variables().keySet();
    for (String secret : entry.all(EnvironmentKeys.SECRETS)) {
      if (names.contains(secret)) {
        marked = marked.markSecret(secret);
      } else {
        problems.at(
            entry.nodeOf(EnvironmentKeys.SECRETS),
            "found the secret \""
                + secret
                + "\", which the file does not set; "
                + Spelling.question(secret, names).orElse("set it there, or remove it here"));
      }
    }
    return marked;
  }
}
