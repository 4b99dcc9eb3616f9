package dev.hookline.core;

import dev.hookline.api.ContextPropagator;
import dev.hookline.api.Durations;
import dev.hookline.api.Environment;
import dev.hookline.api.Hook;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Lifecycle.Stage;
import dev.hookline.api.Lifecycle.StepStage;
import dev.hookline.api.Phase;
import dev.hookline.api.PhaseSettings;
import dev.hookline.core.input.EngineSettings;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.threads.HookThreads;
import dev.hookline.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an engine is made of. A wrong argument is refused at once; names, references and
 * cycles are checked by {@link #build}, which reports all problems together. Not thread-safe.
 */
public final class HookEngineBuilder {
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  private final List<HookSource> sources = new ArrayList<>();
  private final Set<Phase> declared = new LinkedHashSet<>();
  private final Map<Phase, HookSpec> steps = new HashMap<>();
  private final List<HookListener> listeners = new ArrayList<>();
  private final Map<Phase, Duration> limits = new HashMap<>();
  private final Map<Phase, Integer> concurrencies = new HashMap<>();
  private final List<ContextPropagator> contexts = new ArrayList<>();
  private final List<String> pluginProblems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Environment environment = Environment.empty();
  private boolean isInheriting = true;
  private boolean isRecorded;
  private @Nullable Duration gracePeriod;
  private @Nullable Ledger ledger;
  private TimeSource time = TimeSource.SYSTEM;
  private ThreadFactory threads = new HookThreads();

  HookEngineBuilder() {}

  /**
   * Declares the phases that the tool has. Once phases are declared, hooks of other phases are a
   * problem; without a declaration every phase is known.
   */
  public HookEngineBuilder phases(Phase... phases) {
    for (Phase phase : phases) {
      declared.add(Objects.requireNonNull(phase, "phase"));
    }
    return this;
  }

  /**
   * Declares the phases and steps of a lifecycle; see {@link #phases(Phase...)}. Hooks can be
   * attached to a step, or ordered before or after it, once it is declared.
   */
  public HookEngineBuilder phases(Lifecycle lifecycle) {
    for (Stage stage : lifecycle.stages()) {
      declared.add(stage.phase());
      if (stage instanceof StepStage step) {
        steps.put(step.phase(), step.spec());
      }
    }
    return this;
  }

  /** Adds the hooks of a source, which is read by {@link #build}, in the order of registration. */
  public HookEngineBuilder load(HookSource source) {
    sources.add(Objects.requireNonNull(source, "source"));
    return this;
  }

  /**
   * Adds the hooks and listeners that plug-ins bring along as services. What is wrong with one of
   * them is a problem of {@link #build} among the others, by the plug-in's name and jar; or, {@link
   * Plugins#withoutBroken}, a warning of each run.
   */
  public HookEngineBuilder loadServices(Plugins plugins) {
    Consumer<String> problems = plugins.isLenient() ? warnings::add : pluginProblems::add;
    listeners.addAll(plugins.listeners(problems));
    sources.addAll(plugins.sources(problems));
    return this;
  }

  /** Adds a hook. */
  public HookEngineBuilder register(HookSpec spec) {
    Objects.requireNonNull(spec, "spec");
    return load(() -> List.of(spec));
  }

  /**
   * Adds a hook with default settings.
   *
   * @throws IllegalArgumentException if the name breaks the rule of {@link Phase}
   */
  public HookEngineBuilder register(Phase phase, String name, Hook hook) {
    return register(HookSpec.of(phase, name, hook));
  }

  /** Adds a listener of all runs; listeners get events in the order in which they were added. */
  public HookEngineBuilder listener(HookListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Shows runs, phases, hooks and attempts to Java Flight Recorder, as the events {@code
   * dev.hookline.Run}, {@code .Phase}, {@code .Hook} and {@code .Attempt}. A run that begins while
   * no recording is on costs nothing for it.
   *
   * @throws IllegalStateException if this JVM has no module {@code jdk.jfr}
   */
  public HookEngineBuilder flightRecorder() {
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      throw new IllegalStateException(
          "this JVM has no module jdk.jfr; add it with --add-modules jdk.jfr, or to the run-time"
              + " image");
    }
    isRecorded = true;
    return this;
  }

  /** Has hooks run in a context of the thread that starts a run, on whichever thread they run. */
  public HookEngineBuilder propagate(ContextPropagator context) {
    contexts.add(Objects.requireNonNull(context, "context"));
    return this;
  }

  /** Adds a later layer of the tool's own environment variables, for all hooks. */
  public HookEngineBuilder environment(Environment layer) {
    environment = environment.overlaidBy(Objects.requireNonNull(layer, "environment"));
    return this;
  }

  /**
   * Keeps the environment of this JVM from the hooks, but for the trace context of the W3C, if it
   * is set: {@code TRACEPARENT}, {@code TRACESTATE} and {@code BAGGAGE}.
   */
  public HookEngineBuilder cleanEnvironment() {
    isInheriting = false;
    return this;
  }

  /**
   * Sets how long a hook may take to end after it was asked to stop; 10 seconds by default.
   *
   * @throws IllegalArgumentException if it is negative
   * @throws IllegalStateException if it is set already
   */
  public HookEngineBuilder gracePeriod(Duration period) {
    if (period.isNegative()) {
      throw new IllegalArgumentException(
          "grace period must not be negative, but is " + Durations.words(period));
    }
    gracePeriod = once("the grace period", gracePeriod, period);
    return this;
  }

  /**
   * Sets a limit for the ordinary hooks of a phase together; none by default.
   *
   * @throws IllegalArgumentException if it is zero or negative
   * @throws IllegalStateException if it is set already
   */
  public HookEngineBuilder timeout(Phase phase, Duration limit) {
    Objects.requireNonNull(phase, "phase");
    if (limit.isZero() || limit.isNegative()) {
      throw new IllegalArgumentException(
          "the limit of phase "
              + phase
              + " must be longer than zero, but is "
              + Durations.words(limit));
    }
    limits.put(phase, once("the limit of phase " + phase, limits.get(phase), limit));
    return this;
  }

  /**
   * Lets hooks of equal number in a phase run at the same time.
   *
   * @param most how many at most; 1 by default
   * @throws IllegalArgumentException if it is less than 1
   * @throws IllegalStateException if it is set already
   */
  public HookEngineBuilder concurrency(Phase phase, int most) {
    Objects.requireNonNull(phase, "phase");
    if (most < 1) {
      throw new IllegalArgumentException(
          "the concurrency of phase " + phase + " must be at least 1, but is " + most);
    }
    concurrencies.put(
        phase, once("the concurrency of phase " + phase, concurrencies.get(phase), most));
    return this;
  }

  /**
   * Sets the ledger that knows which phases are done for which key; see {@link HookRequest#once}.
   *
   * @throws IllegalStateException if it is set already
   */
  public HookEngineBuilder ledger(Ledger newLedger) {
    ledger = once("the ledger", ledger, Objects.requireNonNull(newLedger, "ledger"));
    return this;
  }

  /** Lets tests replace the time. */
  HookEngineBuilder time(TimeSource source) {
    time = source;
    return this;
  }

  /** Lets tests take threads away. */
  HookEngineBuilder threads(ThreadFactory factory) {
    threads = factory;
    return this;
  }

  private static <T> T once(String what, @Nullable T present, T value) {
    if (present != null) {
      throw new IllegalStateException(what + " is set already, to " + present);
    }
    return value;
  }

  /**
   * Reads the sources and returns the engine.
   *
   * @throws HookConfigurationException if there are problems, with all of them; nothing is built
   *     then
   */
  public HookEngine build() {
    List<String> problems = new ArrayList<>(pluginProblems);
    Map<Phase, List<HookSpec>> byPhase = new LinkedHashMap<>();
    for (Phase phase : declared) {
      byPhase.put(phase, new ArrayList<>());
    }
    List<Environment> layers = new ArrayList<>();
    layers.add(environment);
    SourceLoader loaded = SourceLoader.load(sources, problems);
    for (HookSpec spec : loaded.specs()) {
      if (!declared.isEmpty() && !declared.contains(spec.phase())) {
        problems.add(
            spec
                + " is for a phase that the tool does not have; "
                + DeclaredPhases.advice(spec.phase(), declared));
      }
      if (spec.kind() == HookKind.STEP) {
        problems.add(spec + " belongs to a lifecycle and cannot be registered; register a hook");
      }
      addTo(byPhase, spec);
      if (!spec.environment().secretNames().isEmpty()) {
        layers.add(spec.environment());
      }
    }
    Masker masker = Masker.NONE.withAll(layers);
    Map<Phase, Duration> allLimits = new HashMap<>();
    Map<Phase, Integer> allConcurrencies = new HashMap<>();
    for (PhaseSettings phase : loaded.phaseSettings()) {
      phase.timeout().ifPresent(limit -> allLimits.put(phase.phase(), limit));
      phase.concurrency().ifPresent(most -> allConcurrencies.put(phase.phase(), most));
    }
    allLimits.putAll(limits);
    allConcurrencies.putAll(concurrencies);
    checkPhases("limit", allLimits.keySet(), problems);
    checkPhases("concurrency", allConcurrencies.keySet(), problems);
    EngineSettings settings = settings(masker, !allConcurrencies.isEmpty());
    PhasePlanner planner =
        new PhasePlanner(
            byPhase,
            Map.copyOf(steps),
            Map.copyOf(allLimits),
            Map.copyOf(allConcurrencies),
            settings);
    Map<Phase, HookPlan> plans = planner.plans(problems);
    if (!problems.isEmpty()) {
      problems.replaceAll(masker::mask);
      throw new HookConfigurationException(problems);
    }
    return new HookEngine(settings, planner, plans, !declared.isEmpty());
  }

  private static void addTo(Map<Phase, List<HookSpec>> byPhase, HookSpec spec) {
    List<HookSpec> specs = byPhase.get(spec.phase());
    if (specs == null) {
      specs = new ArrayList<>();
      byPhase.put(spec.phase(), specs);
    }
    specs.add(spec);
  }

  private void checkPhases(String what, Set<Phase> phases, List<String> problems) {
    for (Phase phase : phases) {
      if (!declared.isEmpty() && !declared.contains(phase)) {
        problems.add(
            "a "
                + what
                + " is set for phase "
                + phase
                + ", which the tool does not have; "
                + DeclaredPhases.advice(phase, declared));
      }
    }
  }

  private EngineSettings settings(Masker masker, boolean mayOverlap) {
    return new EngineSettings(
        listeners,
        environment,
        isInheriting,
        gracePeriod == null ? DEFAULT_GRACE : gracePeriod,
        ledger,
        masker,
        mayOverlap,
        time,
        isRecorded,
        warnings,
        contexts,
        threads);
  }
}
