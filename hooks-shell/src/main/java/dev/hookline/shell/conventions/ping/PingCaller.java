package dev.hookline.shell.conventions.ping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A hook whose calls the library makes. Its file must not make them too: a hook that runs twice is
 * not harmless, and the second {@code 03} takes a first start for a later one (P34).
 */
final class PingCaller extends HookView {
  private static final Pattern CALL = Pattern.compile("[^#]*\\brun_hook\\b.*");

  private final PingCall call;
  private final PingDirectory directory;

  PingCaller(PingCall call, PingDirectory directory, Hook hook) {
    super(hook);
    this.call = call;
    this.directory = directory;
  }

  /** Looks again, since a profile may have replaced the file. */
  @Override
  public void run(HookContext context) throws Exception {
    Optional<String> problem = problem(call, directory.find(call.name()));
    if (problem.isPresent()) {
      throw new HookExitException(PingNumber.of(call.name()), problem.get());
    }
    super.run(context);
  }

  /** Returns why the library must not make the calls of this file. */
  static Optional<String> problem(PingCall call, Optional<Path> file) {
    return file.flatMap(PingCaller::ownCall)
        .map(
            place ->
                place
                    + " calls run_hook itself, so "
                    + call.calls().get(0).name()
                    + " and what follows it would run twice; leave the calls to the file: use"
                    + " PingEntrypoint without withNestedCalls(), or PingCall.of(\""
                    + call.name()
                    + "\")");
  }

  /** Returns where a file calls another hook, as {@code FILE:LINE}; nothing if it does not. */
  static Optional<String> ownCall(Path file) {
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (CALL.matcher(lines.get(i)).matches()) {
        return Optional.of(file + ":" + (i + 1));
      }
    }
    return Optional.empty();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, ISO_8859_1);
    } catch (IOException e) {
      throw new HookSourceException(file + " cannot be read (" + e + "); correct its rights");
    }
  }
}
