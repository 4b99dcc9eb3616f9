package dev.hookline.shell.conventions.ping;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.FileOverlay;
import dev.hookline.shell.Trust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The hooks of a Ping Identity container: files that are called by name, each with a {@code .pre}
 * and a {@code .post} around it. Immutable and thread-safe; every setting returns a new source.
 *
 * <p>Nothing enumerates the directory (P33): the tool says by {@link #calling} which names it calls
 * in which phase, or takes the calls of Ping's own entrypoint from {@link PingEntrypoint}. Each
 * name becomes three hooks, {@code NAME.pre}, {@code NAME} and {@code NAME.post} (P1), each skipped
 * if there is no such file (P2, P3), each looked up when its turn comes (P24). What a hook calls
 * itself runs after it and before its {@code .post} (P23).
 *
 * <ul>
 *   <li>A file runs as {@code sh FILE} regardless of its mode and its first line (P4), without
 *       arguments (P5), in the directory of the run (P6), in a process of its own (P7).
 *   <li>The first failure ends the phase (P12); its exit code is the number in the name of the hook
 *       (P10, P11), of the outermost one if it was called by another (P14).
 *   <li>With {@code UNSAFE_CONTINUE_ON_ERROR=true} in the {@linkplain #environment environment} a
 *       failure is a warning in the report, and the next hook runs (P15).
 *   <li>A local profile replaces files of the image (P22), a remote profile those of both, except
 *       for what runs before it is there: {@code 01}, {@code 01.pre}, {@code 02.pre} and {@code 02}
 *       (P24).
 * </ul>
 *
 * <p>Where we differ, and why: an exit code of 0 becomes 99, since a failing hook must not report
 * success (P11). A missing file is a skip with its reason, not an empty line (P2). {@code VERBOSE}
 * is compared with {@code true} and never executed (P8). Output is captured (P9). Process 1 is
 * never signalled (P13, P29); the tool ends its container by the exit code. Variables handed over
 * are quoted, so that values with spaces survive (P17).
 */
@CheckReturnValue
public final class PingHooks implements HookSource {
  private static final Set<String> BEFORE_REMOTE =
      Set.of(
          "01-start-server.sh.pre",
          "01-start-server.sh",
          "02-get-remote-server-profile.sh.pre",
          "02-get-remote-server-profile.sh");

  private final Settings settings;

  private record PhaseCall(Phase phase, PingCall call) {}

  /** Changed only while a copy is made for a new source. */
  private static final class Settings {
    List<Path> local = List.of();
    Optional<Path> remote = Optional.empty();
    List<PhaseCall> calls = List.of();
    Environment environment = Environment.inherited();
    Optional<PingHandOver> handOver = Optional.empty();
    Trust trust = Trust.ownFiles();

    Settings() {}

    Settings(Settings that) {
      local = that.local;
      remote = that.remote;
      calls = that.calls;
      environment = that.environment;
      handOver = that.handOver;
      trust = that.trust;
    }
  }

  private PingHooks(Settings settings) {
    this.settings = settings;
  }

  /** Returns a source of hooks in this directory, of which none is called yet. */
  public static PingHooks in(Path hooksDirectory) {
    Settings settings = new Settings();
    settings.local = List.of(hooksDirectory);
    return new PingHooks(settings);
  }

  private PingHooks with(Consumer<Settings> change) {
    Settings copy = new Settings(settings);
    change.accept(copy);
    return new PingHooks(copy);
  }

  private static <T> List<T> append(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return List.copyOf(longer);
  }

  /** Returns these hooks with a directory whose files replace those of the same name (P22). */
  public PingHooks localProfile(Path hooksDirectory) {
    return with(s -> s.local = append(s.local, hooksDirectory));
  }

  /**
   * Returns these hooks with a directory that hook 02 fills (P24).
   *
   * @throws IllegalStateException if they have such a directory already
   */
  public PingHooks remoteProfile(Path hooksDirectory) {
    Objects.requireNonNull(hooksDirectory, "hooksDirectory");
    if (settings.remote.isPresent()) {
      throw new IllegalStateException(
          "a remote profile is already set: "
              + settings.remote.get()
              + "; use localProfile for what hook 02 does not fill");
    }
    return with(s -> s.remote = Optional.of(hooksDirectory));
  }

  /** Returns these hooks with one more call in a phase. */
  public PingHooks calling(Phase phase, PingCall call) {
    Objects.requireNonNull(phase, "phase");
    return with(s -> s.calls = append(s.calls, new PhaseCall(phase, call)));
  }

  /** Returns these hooks with one more call, of a hook that calls no other, in a phase. */
  public PingHooks calling(Phase phase, String name) {
    return calling(phase, PingCall.of(name));
  }

  /**
   * Returns these hooks with variables handed over by this file, {@code CONTAINER_ENV} (P16).
   *
   * @throws IllegalStateException if they have such a file already
   */
  public PingHooks handOver(Path containerEnv) {
    if (settings.handOver.isPresent()) {
      throw new IllegalStateException(
          "a hand-over file is already set: " + settings.handOver.get() + "; hooks share one");
    }
    return with(s -> s.handOver = Optional.of(new PingHandOver(containerEnv)));
  }

  /** Returns these hooks as they are in this environment; that of the JVM by default (P15). */
  public PingHooks environment(Environment environment) {
    return with(s -> s.environment = Objects.requireNonNull(environment, "environment"));
  }

  /** Returns these hooks with another trust; {@link Trust#ownFiles()} by default. */
  public PingHooks trust(Trust trust) {
    return with(s -> s.trust = Objects.requireNonNull(trust, "trust"));
  }

  @Override
  public List<HookSpec> load() {
    List<HookSpec> specs = new ArrayList<>();
    for (PhaseCall call : settings.calls) {
      add(call.phase(), call.call(), PingNumber.of(call.call().name()), specs);
    }
    return specs;
  }

  private void add(Phase phase, PingCall call, int exitCode, List<HookSpec> specs) {
    specs.add(spec(phase, call.name() + ".pre", exitCode));
    specs.add(spec(phase, call.name(), exitCode));
    call.calls().forEach(inner -> add(phase, inner, exitCode, specs));
    specs.add(spec(phase, call.name() + ".post", exitCode));
  }

  private HookSpec spec(Phase phase, String name, int exitCode) {
    return HookSpec.of(phase, name, hook(name, exitCode)).onFailure(policy());
  }

  /** Returns the hook that runs one file, with the exit code of the call that it belongs to. */
  Hook hook(String name, int exitCode) {
    return new PingHook(name, exitCode, overlay(name), settings.trust, settings.handOver);
  }

  private FileOverlay overlay(String name) {
    List<Path> directories = settings.local;
    if (settings.remote.isPresent() && !BEFORE_REMOTE.contains(name)) {
      directories = append(directories, settings.remote.get());
    }
    return FileOverlay.of(directories);
  }

  /** Returns whether there is a file of this name now. */
  boolean has(String name) {
    return overlay(name).find(name).isPresent();
  }

  /** Returns what the failure of a hook means (P15). */
  FailurePolicy policy() {
    String unsafe = settings.environment.variables().getOrDefault("UNSAFE_CONTINUE_ON_ERROR", "");
    return unsafe.toLowerCase(Locale.ROOT).equals("true")
        ? FailurePolicy.IGNORE
        : FailurePolicy.ABORT;
  }
}
