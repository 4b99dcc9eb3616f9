package dev.hookline.shell.conventions.upsun.project;

import dev.hookline.api.Environment;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.Phase;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the configuration says of one application.
 *
 * @param name the name
 * @param type the runtime, such as {@code php:8.2}; empty if it is not said
 * @param root its directory; the hooks start there (U12)
 * @param variables its variables (U15)
 * @param hooks its hooks, in the order of the file
 */
public record UpsunApp(
    String name, String type, Path root, Environment variables, Map<Phase, Script> hooks) {
  /** Makes what will be deployed. */
  public static final Phase BUILD = Phase.of("build");

  /** Runs before the application accepts requests. */
  public static final Phase DEPLOY = Phase.of("deploy");

  /** Runs while the application accepts requests. */
  public static final Phase POST_DEPLOY = Phase.of("post_deploy");

  static final List<Phase> PHASES = List.of(BUILD, DEPLOY, POST_DEPLOY);

  /** Copies the hooks. */
  public UpsunApp {
    hooks = Collections.unmodifiableMap(new LinkedHashMap<>(hooks));
  }

  /** Returns the text of a hook, if it is one of this application. */
  public Optional<Script> scriptOf(HookId hook) {
    return hook.kind() == HookKind.ORDINARY && hook.name().equals(name)
        ? Optional.ofNullable(hooks.get(hook.phase()))
        : Optional.empty();
  }

  /**
   * The text of one hook.
   *
   * @param text the text
   * @param place where it is declared
   */
  public record Script(String text, String place) {}
}
