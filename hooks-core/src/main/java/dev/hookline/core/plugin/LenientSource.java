package dev.hookline.core.plugin;

import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.PhaseSettings;
import java.util.List;
import java.util.function.Consumer;

/** A source that has no hooks if it cannot be loaded. */
record LenientSource(HookSource source, Consumer<String> problems) implements HookSource {
  @Override
  public List<HookSpec> load() {
    try {
      return source.load();
    } catch (HookSourceException e) {
      e.problems().forEach(problems);
      return List.of();
    }
  }

  @Override
  public List<PhaseSettings> phaseSettings() {
    try {
      return source.phaseSettings();
    } catch (HookSourceException e) { // what is wrong was said when it was loaded
      return List.of();
    }
  }
}
