package dev.hookline.core.ledger;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A single hook that runs once for a key, in a phase that otherwise runs every time. For a phase as
 * a whole see {@link dev.hookline.core.HookRequest#once}.
 *
 * <pre>{@code
 * builder.register(
 *     OnceHook.once(ledger, context -> OnceKey.of("shop", "schema 7"), migrate)
 *         .undo(revert)
 *         .in(deploy, "migrate"));
 * }</pre>
 *
 * <p>A hook that is done for its key skips itself, says by which run and when, and hands nothing
 * over; it is not undone when a later hook fails. It is done once it has succeeded, however its run
 * ends, unless that run undoes it: then it is not done any more, and runs the next time.
 *
 * <p>One run at a time has the key; the others wait for it, until they are asked to stop. A run
 * that finds that an earlier one died while the hook ran says so and runs it again. If an undo of
 * an earlier run failed, or was cut off, the hook begins with that undo. A hook that had succeeded
 * before the process of its own run died is not run again when that run is {@linkplain
 * dev.hookline.core.HookEngine#resume resumed}, even if the journal does not know.
 *
 * <p>What cannot be recorded fails the hook with a {@link LedgerException}; so does a key that was
 * lost while the hook ran. The record is that of the hook's phase and of the key with one more part
 * {@code hook=NAME}: this is what {@link Ledger#forget} wants. Immutable and thread-safe.
 */
@CheckReturnValue
public final class OnceHook {
  private final Ledger ledger;
  private final Function<HookContext, OnceKey> key;
  private final Optional<Function<HookContext, OnceKey>> state;
  private final Hook hook;
  private final Optional<Hook> undo;

  private OnceHook(
      Ledger ledger,
      Function<HookContext, OnceKey> key,
      Optional<Function<HookContext, OnceKey>> state,
      Hook hook,
      Optional<Hook> undo) {
    this.ledger = Objects.requireNonNull(ledger, "ledger");
    this.key = Objects.requireNonNull(key, "key");
    this.state = state;
    this.hook = Objects.requireNonNull(hook, "hook");
    this.undo = undo;
  }

  /**
   * Returns a hook that runs only once, ever, for a key. That is right for what is never to happen
   * twice, such as a migration.
   *
   * @param key the key, from what the hook is given; asked each time the hook runs or is undone,
   *     and without effects
   */
  public static OnceHook once(Ledger ledger, Function<HookContext, OnceKey> key, Hook hook) {
    return new OnceHook(ledger, key, Optional.empty(), hook, Optional.empty());
  }

  /**
   * Returns a hook that does not run if what it is to bring about is what it brought about last:
   * after runs for the states 1 and 2, one for 1 runs again, as a revert must. Runs for the same
   * place wait for one another, also if their states differ.
   *
   * @param place what has one state at a time, such as an application in an environment
   * @param state what the hook is to bring about, such as a revision
   */
  public static OnceHook onceUntilChanged(
      Ledger ledger,
      Function<HookContext, OnceKey> place,
      Function<HookContext, OnceKey> state,
      Hook hook) {
    Objects.requireNonNull(state, "state");
    return new OnceHook(ledger, place, Optional.of(state), hook, Optional.empty());
  }

  /** Returns this with a hook that undoes what it does. */
  public OnceHook undo(Hook newUndo) {
    Objects.requireNonNull(newUndo, "undo");
    return new OnceHook(ledger, key, state, hook, Optional.of(newUndo));
  }

  /**
   * Returns what to register: the hook, with its undo if it has one. Do not set another undo.
   *
   * @throws IllegalArgumentException if the name cannot be used
   */
  public HookSpec in(Phase phase, String name) {
    OnceWork work = new OnceWork(ledger, key, state, hook, undo);
    HookSpec spec = HookSpec.of(phase, name, work);
    return undo.isEmpty() ? spec : spec.undo(work.undoing());
  }
}
