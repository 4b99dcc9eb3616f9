package dev.hookline.shell.conventions.ping;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.SkipReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Copies local profiles over the staging directory (P22), so that hooks which call others find
 * their files where they look (P37). Files are replaced, never written into: one may be running.
 */
final class PingProfile implements Hook {
  private final PingDirectory directory;

  PingProfile(PingDirectory directory) {
    this.directory = directory;
  }

  @Override
  public void run(HookContext context) throws Exception {
    List<Path> profiles = directory.profiles().stream().filter(Files::isDirectory).toList();
    if (profiles.isEmpty()) {
      throw new HookSkippedException(SkipReason.noSuchFile(directory.profiles().get(0)));
    }
    for (Path profile : profiles) {
      PingTrust.guard(directory.trust(), c -> copy(profile, c), profile).run(context);
    }
  }

  private void copy(Path profile, HookContext context) throws IOException {
    Path staging = directory.staging(context);
    List<Path> files = PingTrust.filesBelow(profile).stream().filter(Files::isRegularFile).toList();
    for (Path file : files) {
      Path target = staging.resolve(profile.relativize(file).toString());
      Files.createDirectories(Objects.requireNonNull(target.getParent(), "directory of a file"));
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
    context.out().println("copied " + files.size() + " files of " + profile + " to " + staging);
  }

  @Override
  public String description() {
    String profiles =
        directory.profiles().stream().map(Path::toString).collect(Collectors.joining(", "));
    return "copy " + profiles + " over the staging directory";
  }
}
