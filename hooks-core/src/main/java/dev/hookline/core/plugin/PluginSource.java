package dev.hookline.core.plugin;

import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.PhaseSettings;
import dev.hookline.core.output.FailureText;
import java.util.ArrayList;
import java.util.List;

/** The hooks of a plug-in, each of which says where it comes from. */
final class PluginSource implements HookSource {
  private final Plugin plugin;
  private final HookSource source;

  PluginSource(Plugin plugin, HookSource source) {
    this.plugin = plugin;
    this.source = source;
  }

  @Override
  public List<HookSpec> load() {
    List<String> problems = new ArrayList<>();
    List<HookSpec> specs = new ArrayList<>();
    try {
      add(source.load(), specs, problems);
    } catch (HookSourceException e) {
      e.problems().forEach(problem -> problems.add(plugin + ": " + problem));
    } catch (LinkageError wrongVersion) {
      problems.add(
          FailureText.remarked(
              plugin + " does not fit this version of Hookline: " + FailureText.of(wrongVersion),
              "; use a version that was compiled against it"));
    } catch (RuntimeException broken) {
      problems.add(plugin + " cannot load its hooks: " + FailureText.of(broken));
    }
    if (!problems.isEmpty()) {
      throw new HookSourceException(problems);
    }
    return specs;
  }

  @Override
  public List<PhaseSettings> phaseSettings() {
    return source.phaseSettings();
  }

  @SuppressWarnings("ConstantValue") // a plug-in need not have been compiled with nullness checks
  private void add(List<HookSpec> loaded, List<HookSpec> specs, List<String> problems) {
    if (loaded == null) {
      problems.add(plugin + " returned null; return an empty list if it has no hook");
      return;
    }
    for (HookSpec spec : loaded) {
      if (spec == null) {
        problems.add(
            plugin + " returned null as hook " + (loaded.indexOf(null) + 1) + "; leave it out");
        return;
      }
      String place = spec.declaredAt().map(own -> own + ", ").orElse("");
      specs.add(spec.declaredAt(place + plugin));
    }
  }
}
