package dev.hookline.shell.conventions.ping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hookline.api.Environment;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.shell.config.EnvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The file by which Ping hooks hand variables to later ones (P16). A hook appends {@code VAR=value}
 * lines to the file named by {@code CONTAINER_ENV}; afterwards they are rewritten with the quotes
 * that a value with spaces needs to survive {@code . "$CONTAINER_ENV"} (P17).
 */
final class PingHandOver {
  static final String VARIABLE = "CONTAINER_ENV";
  private static final int CARRIAGE_RETURN = 11;

  private final Path file;

  PingHandOver(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** Returns what was handed over until now, and the name of the file. */
  Environment read() throws IOException, HookExitException {
    return variables().with(VARIABLE, file.toString());
  }

  /** Makes what was handed over safe to source, and known to the rest of the run. */
  void publish(HookContext context) throws IOException, HookExitException {
    Environment all = variables();
    if (!all.variables().isEmpty()) {
      EnvFile.at(file).write(all);
    }
    Map<String, String> before = context.environment();
    all.variables()
        .forEach(
            (name, value) -> {
              if (!value.equals(before.get(name))) {
                context.export(name, value);
              }
            });
  }

  /** Returns the path of the file. */
  @Override
  public String toString() {
    return file.toString();
  }

  private Environment variables() throws IOException, HookExitException {
    if (!Files.exists(file)) {
      return Environment.empty();
    }
    if (new String(Files.readAllBytes(file), ISO_8859_1).indexOf('\r') >= 0) {
      throw new HookExitException(
          CARRIAGE_RETURN,
          "CONTAINER FAILURE: " + file + " has carriage returns; type: sed -i 's/\\r$//' " + file);
    }
    return EnvFile.at(file).read();
  }
}
