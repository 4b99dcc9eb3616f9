package dev.hookline.shell.conventions.ping;

import dev.hookline.api.HookContext;
import dev.hookline.shell.FileOverlay;
import dev.hookline.shell.Trust;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of the hooks, {@code HOOKS_DIR}, and the local profiles that are copied over it.
 * Only what is in it on disk runs, since a hook that calls others looks nowhere else (P37).
 *
 * @param hooks the directory; absolute
 * @param profiles the local profiles, the most important one last; absolute
 * @param trust whose files may run
 */
record PingDirectory(Path hooks, List<Path> profiles, Trust trust) {
  static final String STAGING = "STAGING_DIR";

  PingDirectory {
    hooks = hooks.toAbsolutePath();
    profiles = List.copyOf(profiles);
  }

  /** Returns the file of this name that is there now; a directory is not one (P2). */
  Optional<Path> find(String name) {
    return file(FileOverlay.of(hooks), name);
  }

  /** Returns the file of this name that will be there when the local profiles have been copied. */
  Optional<Path> findBeforeTheRun(String name) {
    String directory = String.valueOf(hooks.getFileName());
    Stream<Path> over = profiles.stream().map(profile -> profile.resolve(directory));
    return file(FileOverlay.of(Stream.concat(Stream.of(hooks), over).toList()), name);
  }

  private static Optional<Path> file(FileOverlay files, String name) {
    return files.find(name).map(FileOverlay.Found::file);
  }

  /** Returns the directory that profiles are copied to (P22, P24). */
  Path staging(HookContext context) {
    String named = context.environment().getOrDefault(STAGING, "");
    return named.isEmpty()
        ? Objects.requireNonNull(hooks.getParent(), "directory of the hooks directory")
        : context.directory().resolve(named);
  }
}
