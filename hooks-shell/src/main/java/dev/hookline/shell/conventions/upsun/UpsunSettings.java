package dev.hookline.shell.conventions.upsun;

import dev.hookline.api.HookSourceException;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.conventions.upsun.UpsunHooks.AfterFailedDeploy;
import dev.hookline.shell.conventions.upsun.UpsunHooks.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of {@link UpsunHooks}; nobody changes them once a source holds them. */
final class UpsunSettings implements Cloneable {
  Role role = Role.WEB;
  AfterFailedDeploy afterFailedDeploy = AfterFailedDeploy.RUN_POST_DEPLOY;
  Optional<UpsunDirectories> directories = Optional.empty();
  Optional<Interpreter> shell = Optional.empty();
  Optional<String> application = Optional.empty();
  boolean separateStreams;

  UpsunSettings copy() {
    try {
      return (UpsunSettings) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns dash, or says that there is none (U10). */
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
