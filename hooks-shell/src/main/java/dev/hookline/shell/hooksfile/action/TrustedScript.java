package dev.hookline.shell.hooksfile.action;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookId;
import dev.hookline.api.LeftBehind;
import dev.hookline.shell.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A script in a file, which is checked right before it runs: where it is depends on the run.
 *
 * @param script what runs the file
 * @param file the file, relative to the hook's directory
 * @param trust whose files may run
 */
record TrustedScript(Hook script, Path file, Trust trust) implements Hook {
  @Override
  public void run(HookContext context) throws Exception {
    Path whole = context.directory().resolve(file).normalize();
    Path home = Objects.requireNonNullElse(whole.getParent(), whole);
    boolean isThere = Files.exists(whole); // if not, the script says so in its own words
    (isThere ? trust.guard(script, whole, home) : script).run(context);
  }

  @Override
  public String description() {
    return script.description();
  }

  @Override
  public List<LeftBehind> endLeftBehind(String runId, HookId hook) {
    return script.endLeftBehind(runId, hook);
  }
}
