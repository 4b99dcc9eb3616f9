package dev.hookline.shell.conventions.ping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.shell.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The file by which Ping hooks hand variables to later ones (P16). It is a shell script that hooks
 * source themselves, so it is checked before they run and never rewritten (P35).
 */
record PingHandOver(Path file) {
  static final String VARIABLE = "CONTAINER_ENV";
  private static final int CARRIAGE_RETURN = 11;

  PingHandOver {
    file = file.toAbsolutePath();
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** Returns the hook, which does not run if the file has carriage returns (P18) or is refused. */
  Hook guard(Hook hook, Trust trust) {
    Path directory = Objects.requireNonNull(file.getParent(), "directory of a file");
    return exists()
        ? trust.guard(context -> runUnlessDamaged(hook, context), file, directory)
        : hook;
  }

  private void runUnlessDamaged(Hook hook, HookContext context) throws Exception {
    if (new String(Files.readAllBytes(file), ISO_8859_1).indexOf('\r') >= 0) {
      throw new HookExitException(
          CARRIAGE_RETURN,
          "CONTAINER FAILURE: " + file + " has carriage returns; type: sed -i 's/\\r$//' " + file);
    }
    hook.run(context);
  }
}
