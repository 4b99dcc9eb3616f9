package dev.hookline.core.result;

import dev.hookline.api.HookCancelledException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a run: what has failed and may not be ignored, and what is only warned of.
 * Thread-safe.
 */
public final class Trouble {
  private final List<RunFailure> failures = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Set<String> shortSecrets = new HashSet<>();
  private @Nullable VirtualMachineError fatal;
  private @Nullable HookCancelledException cancelled;

  /** Adds a failure. */
  public synchronized void add(RunFailure failure) {
    failures.add(failure);
  }

  /** Adds a warning. */
  public synchronized void add(String warning) {
    warnings.add(warning);
  }

  /** Notes that there is a secret that is too short; returns whether that is news. */
  public synchronized boolean addShortSecret(String name) {
    return shortSecrets.add(name);
  }

  /** Notes an error that no policy may hold up; the first one counts. */
  public synchronized void failFatally(VirtualMachineError error) {
    fatal = fatal == null ? error : fatal;
  }

  /** Returns the error that no policy may hold up, if there was one. */
  public synchronized @Nullable VirtualMachineError fatal() {
    return fatal;
  }

  /** Returns the cancellation of the run, which is made when it is first asked for. */
  public synchronized HookCancelledException cancelled(Supplier<HookCancelledException> made) {
    HookCancelledException known = cancelled == null ? made.get() : cancelled;
    cancelled = known;
    return known;
  }

  /** Forgets what has failed since there were so many failures, and returns it. */
  public synchronized List<RunFailure> removeSince(int count) {
    List<RunFailure> latest = failures.subList(count, failures.size());
    List<RunFailure> removed = List.copyOf(latest);
    latest.clear();
    return removed;
  }

  /** Returns why the first one failed, if anything did. */
  public synchronized Optional<Throwable> firstFailure() {
    return failures.isEmpty() ? Optional.empty() : Optional.of(failures.get(0).cause());
  }

  /** Returns all failures, the first one first. */
  public synchronized List<RunFailure> failures() {
    return List.copyOf(failures);
  }

  /** Returns all warnings, the first one first. */
  public synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }
}
