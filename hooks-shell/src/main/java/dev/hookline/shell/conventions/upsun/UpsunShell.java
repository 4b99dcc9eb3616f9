package dev.hookline.shell.conventions.upsun;

import dev.hookline.api.HookSourceException;
import dev.hookline.shell.Interpreter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The shell that runs hooks unless another one is chosen (U10). */
final class UpsunShell {
  private UpsunShell() {}

  /**
   * Returns dash.
   *
   * @throws HookSourceException if it is not on the {@code PATH} of this JVM
   */
  static Interpreter dash() {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    boolean found =
        Pattern.compile(":")
            .splitAsStream(path)
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "dash")));
    if (!found) {
      throw new HookSourceException(
          "no dash on the PATH, which Upsun runs hooks with; install it, or choose another POSIX"
              + " shell with shell(Interpreter.of(\"sh\"))");
    }
    return Interpreter.of("dash");
  }
}
