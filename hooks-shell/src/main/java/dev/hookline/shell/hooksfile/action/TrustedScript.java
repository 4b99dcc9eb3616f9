package dev.hookline.shell.hooksfile.action;

import dev.hookline.api.HookContext;
import dev.hookline.api.HookView;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A script in a file, which is checked right before it runs: where it is depends on the run. */
final class TrustedScript extends HookView {
  private final Path file;
  private final Trust trust;

  /**
   * Creates the hook.
   *
   * @param script what runs the file
   * @param file the file, relative to the hook's directory
   * @param trust whose files may run
   */
  TrustedScript(ScriptHook script, Path file, Trust trust) {
    super(script);
    this.file = file;
    this.trust = trust;
  }

  @Override
  public void run(HookContext context) throws Exception {
    Path whole = context.directory().resolve(file).normalize();
    Path home = Objects.requireNonNullElse(whole.getParent(), whole);
    boolean isThere = Files.exists(whole); // if not, the script says so in its own words
    (isThere ? trust.guard(hook(), whole, home) : hook()).run(context);
  }
}
