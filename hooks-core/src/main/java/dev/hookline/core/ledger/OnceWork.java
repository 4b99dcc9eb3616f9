package dev.hookline.core.ledger;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookDescription;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.HookView;
import dev.hookline.api.OnceKey;
import dev.hookline.api.SkipReason;
import dev.hookline.core.ledger.Ledger.Patience;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What a {@link OnceHook} does when it runs, and when it is undone. */
final class OnceWork extends HookView {
  private final Ledger ledger;
  private final Function<HookContext, OnceKey> key;
  private final Optional<Function<HookContext, OnceKey>> state;
  private final Optional<Hook> undo;

  OnceWork(
      Ledger ledger,
      Function<HookContext, OnceKey> key,
      Optional<Function<HookContext, OnceKey>> state,
      Hook hook,
      Optional<Hook> undo) {
    super(hook);
    this.ledger = ledger;
    this.key = key;
    this.state = state;
    this.undo = undo;
  }

  private OnceKey key(HookContext context) {
    return key.apply(context).with("hook", context.hook().name());
  }

  private LedgerClaim claim(HookContext context) throws InterruptedException {
    OnceKey wanted = key(context);
    Patience patience =
        holder -> {
          if (context.isStopping() || Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("asked to stop while another run had key " + wanted);
          }
          return Optional.empty();
        };
    return ledger.claim(context.hook().phase(), wanted, context.runId(), patience);
  }

  // ---- the hook

  @Override
  public void run(HookContext context) throws Exception {
    Optional<OnceKey> wanted = state.map(of -> of.apply(context));
    try (LedgerClaim claim = claim(context)) {
      claim.warnings().forEach(context::warn);
      Optional<SkipReason> done = reasonToSkip(claim.done(), wanted);
      boolean isDoneByThisRun =
          claim.done().filter(entry -> entry.runId().equals(context.runId())).isPresent();
      if (done.isPresent() && !isDoneByThisRun) {
        throw new HookSkippedException(done.get());
      }
      if (done.isEmpty()) {
        begin(claim, context, wanted);
      }
    }
  }

  private static Optional<SkipReason> reasonToSkip(
      Optional<LedgerEntry> done, Optional<OnceKey> wanted) {
    return done.filter(entry -> entry.state().equals(wanted))
        .map(entry -> doneBy(entry.runId(), entry.at()));
  }

  /** A hook says that it has nothing to do; only the engine skips hooks that are done already. */
  private static SkipReason doneBy(String runId, Instant at) {
    return SkipReason.because(SkipReason.doneAlready(runId, at).words());
  }

  private void begin(LedgerClaim claim, HookContext context, Optional<OnceKey> wanted)
      throws Exception {
    Optional<CutOffRun> left = claim.cutOff();
    boolean hadSucceeded = left.filter(run -> !run.succeeded().isEmpty()).isPresent();
    boolean isOwn = left.filter(run -> run.runId().equals(context.runId())).isPresent();
    boolean isWanted = left.filter(run -> run.state().equals(wanted)).isPresent();
    if (hadSucceeded && isWanted && (isOwn || undo.isEmpty())) {
      claim.recordBegun(wanted);
      done(claim, context);
      if (!isOwn) {
        throw new HookSkippedException(doneBy(left.get().runId(), left.get().began()));
      }
      return;
    }
    if (left.isPresent() && !isOwn) {
      settle(claim, context, left.get());
    }
    claim.recordBegun(wanted);
    try {
      super.run(context);
    } catch (Throwable failure) {
      recordAfter(failure, claim::recordFailed);
      throw failure;
    }
    done(claim, context);
  }

  private static void done(LedgerClaim claim, HookContext context) {
    claim.recordSucceeded(context.hook().name());
    claim.recordDone();
  }

  /** An earlier run died while the hook or its undo ran, or its undo failed. */
  private void settle(LedgerClaim claim, HookContext context, CutOffRun left) throws Exception {
    boolean isToUndo = !left.succeeded().isEmpty() && undo.isPresent();
    context.warn(
        "run %s, which began at %s, was cut off in %s; %s"
            .formatted(
                left.runId(),
                left.began(),
                context.hook(),
                isToUndo ? "it is undone first" : "it runs again"));
    if (isToUndo) {
      undo(undo.get(), claim, context);
    }
  }

  // ---- what is said of it

  @Override
  public String description() {
    return super.description() + (state.isEmpty() ? ", once" : ", once until changed");
  }

  @Override
  public HookDescription describe(HookContext context) {
    Optional<OnceKey> wanted = state.map(of -> of.apply(context));
    LedgerView view = ledger.look(context.hook().phase(), key(context));
    return reasonToSkip(view.done(), wanted)
        .map(reason -> HookDescription.of("nothing, " + reason + ",", context))
        .orElseGet(() -> super.describe(context));
  }

  // ---- its undo

  /** Returns the undo; only of a hook that has one. */
  Hook undoing() {
    return new HookView(undo.orElseThrow()) {
      @Override
      public void run(HookContext context) throws Exception {
        try (LedgerClaim claim = claim(context)) {
          claim.recordRollingBack();
          undo(hook(), claim, context);
        }
      }
    };
  }

  private static void undo(Hook undo, LedgerClaim claim, HookContext context) throws Exception {
    try {
      undo.run(context);
    } catch (HookSkippedException nothingToDo) {
      undone(claim, context);
      throw nothingToDo;
    } catch (Throwable failure) {
      recordAfter(failure, () -> claim.recordNotUndone(context.hook().name()));
      throw failure;
    }
    undone(claim, context);
  }

  private static void undone(LedgerClaim claim, HookContext context) {
    claim.recordUndone(context.hook().name());
    claim.recordFailed();
  }

  private static void recordAfter(Throwable failure, Runnable entry) {
    try {
      entry.run();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
