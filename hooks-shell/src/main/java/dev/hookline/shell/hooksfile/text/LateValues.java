package dev.hookline.shell.hooksfile.text;

import dev.hookline.api.ContextView;
import dev.hookline.api.Environment;
import dev.hookline.api.HookContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What of a hook's surroundings is known only when its turn comes.
 *
 * @param environment variables whose values refer to others
 * @param directory the directory, if it refers to variables
 */
public record LateValues(Map<String, Template> environment, Optional<Template> directory) {
  /** Returns whether everything is known before. */
  public boolean areNone() {
    return environment.isEmpty() && directory.isEmpty();
  }

  /**
   * Returns what the hook is to see.
   *
   * @throws MissingValueException if a variable has no value
   */
  public HookContext of(HookContext context) {
    if (areNone()) {
      return context;
    }
    Map<String, String> variables = new LinkedHashMap<>();
    environment.forEach(
        (name, value) -> variables.put(name, value.resolved(context.environment())));
    ContextView view = ContextView.of(context).environment(Environment.of(variables));
    if (directory.isEmpty()) {
      return view;
    }
    String path = directory.get().resolved(view.environment());
    return view.directory(context.directory().resolve(path).normalize());
  }
}
