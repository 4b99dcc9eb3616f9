package dev.hookline.core;

import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.PhaseSettings;
import dev.hookline.core.output.FailureText;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;

/** Reads hook sources. Whatever is wrong with one of them is a problem among the others. */
final class SourceLoader {
  private static final String LAMBDA = "$$Lambda";

  private final ArrayList<HookSpec> specs = new ArrayList<>();
  private final List<PhaseSettings> phaseSettings = new ArrayList<>();
  private final List<String> problems;

  private SourceLoader(List<String> problems) {
    this.problems = problems;
  }

  /** Reads all sources, in order. */
  static SourceLoader load(List<HookSource> sources, List<String> problems) {
    SourceLoader loader = new SourceLoader(problems);
    for (HookSource source : sources) {
      loader.load(source);
    }
    return loader;
  }

  /** Returns the specs of all sources, in order. */
  List<HookSpec> specs() {
    return specs;
  }

  /** Returns how the sources want phases to run, in order. */
  List<PhaseSettings> phaseSettings() {
    return phaseSettings;
  }

  /** A plug-in that does not fit shows that by an error of the linker, not by an exception. */
  private void load(HookSource source) {
    try {
      add(source, source.load());
      phaseSettings.addAll(source.phaseSettings());
    } catch (HookSourceException e) {
      problems.addAll(e.problems());
    } catch (RuntimeException | LinkageError | ServiceConfigurationError broken) {
      problems.add(
          FailureText.remarked(
              "hook source " + name(source) + " is broken: " + FailureText.of(broken),
              "; correct it, or build the engine without it"));
    }
  }

  @SuppressWarnings("ConstantValue") // a source need not have been compiled with nullness checks
  private void add(HookSource source, List<HookSpec> loaded) {
    if (loaded == null) {
      problems.add(
          "hook source " + name(source) + " returned null; return an empty list if it has no hook");
      return;
    }
    int place = 0;
    specs.ensureCapacity(specs.size() + loaded.size());
    for (HookSpec spec : loaded) {
      place++;
      if (spec == null) {
        problems.add(
            "hook source " + name(source) + " returned null as hook " + place + "; leave it out");
      } else {
        specs.add(spec);
      }
    }
  }

  private static String name(HookSource source) {
    String type = source.getClass().getName();
    int lambda = type.indexOf(LAMBDA);
    return lambda < 0 ? type : "(a lambda of " + type.substring(0, lambda) + ")";
  }
}
