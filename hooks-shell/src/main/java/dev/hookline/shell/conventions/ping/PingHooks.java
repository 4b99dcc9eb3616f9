package dev.hookline.shell.conventions.ping;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.Trust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The hooks of a Ping Identity container: files that are called by name, each with a {@code .pre}
 * and a {@code .post} around it. Immutable and thread-safe; every setting returns a new source.
 *
 * <p>Nothing enumerates the directory (P33): the tool says by {@link #calling} which names it calls
 * in which phase, or {@link PingEntrypoint} makes the calls of Ping's own entrypoint. Each name
 * becomes three hooks, {@code NAME.pre}, {@code NAME} and {@code NAME.post} (P1), each skipped if
 * there is no such file (P2, P3), each looked up when its turn comes (P24).
 *
 * <ul>
 *   <li>A file runs as {@code sh FILE} regardless of its mode and its first line (P4), without
 *       arguments (P5), in the directory of the run (P6), in a process of its own (P7). It finds
 *       {@code HOOKS_DIR} and {@code STAGING_DIR} in its environment, so that it can call other
 *       hooks with Ping's {@code run_hook} (P34). What it calls is part of it.
 *   <li>The first failure ends the phase (P12); its exit code is the number in the name of the hook
 *       (P10, P11), of the outermost one if it was called by another (P14).
 *   <li>With {@code UNSAFE_CONTINUE_ON_ERROR=true} in the {@linkplain #environment environment} a
 *       failure is a warning in the report, and the next hook runs (P15).
 *   <li>A {@linkplain #localProfile local profile} is copied over the staging directory before the
 *       first hook (P22). A remote one is copied there by hook 02, and so replaces what runs after
 *       it, in the same run (P24).
 *   <li>All files of the directory and of the local profile must be {@linkplain #trust trusted},
 *       since hooks call and source each other: when the hooks are loaded, and again before each of
 *       them runs (P36).
 * </ul>
 *
 * <p>Where we differ, and why: an exit code of 0 becomes 99, since a failing hook must not report
 * success (P11). A missing file is a skip with its reason, not an empty line (P2). {@code VERBOSE}
 * is {@code true} or {@code false} for every hook, since Ping's files execute its value (P8).
 * Output is captured (P9). This class never signals process 1 (P13, P29), though Ping's own files
 * do; the tool ends its container by the exit code.
 */
@CheckReturnValue
public final class PingHooks implements HookSource {
  private final Settings settings;

  private record PhaseCall(Phase phase, PingCall call) {
    PhaseCall {
      Objects.requireNonNull(phase, "phase");
      Objects.requireNonNull(call, "call");
    }
  }

  /** Changed only while a copy is made for a new source. */
  private static final class Settings {
    Path directory;
    List<Path> profiles = List.of();
    List<PhaseCall> calls = List.of();
    Environment environment = Environment.inherited();
    Optional<PingHandOver> handOver = Optional.empty();
    Trust trust = Trust.ownFiles();

    Settings(Path directory) {
      this.directory = directory;
    }

    Settings(Settings that) {
      directory = that.directory;
      profiles = that.profiles;
      calls = that.calls;
      environment = that.environment;
      handOver = that.handOver;
      trust = that.trust;
    }
  }

  private PingHooks(Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns a source of hooks in this directory, of which none is called yet.
   *
   * @param hooksDirectory Ping's {@code HOOKS_DIR}; the directory that it is in is the staging
   *     directory unless {@code STAGING_DIR} in the environment of the run names another
   */
  public static PingHooks in(Path hooksDirectory) {
    return new PingHooks(new Settings(hooksDirectory.toAbsolutePath()));
  }

  private PingHooks with(Consumer<Settings> change) {
    Settings copy = new Settings(settings);
    change.accept(copy);
    return new PingHooks(copy);
  }

  private static <T> List<T> append(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }

  /**
   * Returns these hooks with a local server profile, Ping's {@code IN_DIR} (P22). Before the first
   * hook its files are copied over the staging directory, below the same names, so that {@code
   * hooks} in it replaces hooks of the image one by one, also for hooks that call them (P37). Links
   * are followed. A later profile wins over an earlier one; one that does not exist is left out.
   */
  public PingHooks localProfile(Path profile) {
    return with(s -> s.profiles = append(s.profiles, profile.toAbsolutePath()));
  }

  /**
   * Returns these hooks with one more call in a phase. What the call says that the hook calls runs
   * after it and before its {@code .post} (P23); its file must not call it too (P34).
   */
  public PingHooks calling(Phase phase, PingCall call) {
    PhaseCall last = new PhaseCall(phase, call);
    return with(s -> s.calls = append(s.calls, last));
  }

  /** Returns these hooks with one more call in a phase, of a hook that makes its own calls. */
  public PingHooks calling(Phase phase, String name) {
    return calling(phase, PingCall.of(name));
  }

  /**
   * Returns these hooks with this file for handing variables over (P16). Hooks find its name in
   * {@code CONTAINER_ENV}, append to it and source it; it is a shell script and stays as it is
   * (P35). See {@link #handedOver}.
   *
   * @throws IllegalStateException if they have such a file already
   */
  public PingHooks handOver(Path containerEnv) {
    if (settings.handOver.isPresent()) {
      throw new IllegalStateException(
          "a hand-over file is already set: "
              + settings.handOver.get().file()
              + "; hooks share one");
    }
    return with(s -> s.handOver = Optional.of(new PingHandOver(containerEnv)));
  }

  /**
   * Returns a hook that makes known to the rest of the run, the tool's own hooks included, what was
   * handed over until its turn (P19). It asks {@code sh} what the file makes of the environment of
   * that moment (P35). {@link PingEntrypoint} has it after {@code 01}.
   *
   * @throws IllegalStateException if there is no {@link #handOver} file
   */
  public Hook handedOver() {
    PingHandOver file =
        settings.handOver.orElseThrow(
            () -> new IllegalStateException("there is no file to read; choose handOver(file)"));
    return new PingExport(file, settings.trust);
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
    PingSpecs made = specs();
    PingCheck.before(settings.calls.stream().map(PhaseCall::call).toList(), made.directory());
    List<HookSpec> specs = new ArrayList<>();
    settings.calls.stream().limit(1).forEach(call -> made.addProfiles(call.phase(), specs));
    settings.calls.forEach(call -> made.add(call.phase(), call.call(), specs));
    return specs;
  }

  /** Returns what makes hooks of calls, with these settings. */
  PingSpecs specs() {
    PingDirectory files = new PingDirectory(settings.directory, settings.profiles, settings.trust);
    return new PingSpecs(files, settings.handOver, policy());
  }

  private FailurePolicy policy() {
    String unsafe = settings.environment.variables().getOrDefault("UNSAFE_CONTINUE_ON_ERROR", "");
    return unsafe.toLowerCase(Locale.ROOT).equals("true")
        ? FailurePolicy.IGNORE
        : FailurePolicy.ABORT;
  }
}
