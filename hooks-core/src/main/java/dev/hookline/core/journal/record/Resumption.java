package dev.hookline.core.journal.record;

import dev.hookline.api.CutOffRule;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.core.journal.Durability;
import dev.hookline.core.journal.JournalException;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.ledger.text.LineFile;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens journals: that of a run that begins, and that of one that is resumed. A resumed run decides
 * first what becomes of the hooks that were cut off; nothing is written before.
 */
public final class Resumption implements AutoCloseable {
  /** Room for about ninety hooks. */
  private static final int ZEROS_AHEAD = 1 << 14;

  private final Durability durability;
  private final JournalDirectory directory;
  private final HeldRun held;
  private final List<String> warnings = new ArrayList<>();
  private boolean isHandedOver;

  private Resumption(Durability durability, JournalDirectory directory, HeldRun held) {
    this.durability = durability;
    this.directory = directory;
    this.held = held;
  }

  /** Begins the journal of a new run. */
  public static RunJournal begin(
      JournalDirectory directory,
      Durability durability,
      String runId,
      String name,
      List<PlannedHook> plan) {
    JournalLock lock = directory.create(runId);
    JournalLines none = JournalLines.read(directory.journal(runId), new byte[0]);
    return written(
        directory,
        lock,
        () -> open(durability, directory, runId, lock, none, null),
        begun -> begun.plan(name, plan));
  }

  private interface Opening {
    RunJournal open() throws IOException;
  }

  private interface FirstWrite {
    void writeTo(RunJournal opened) throws IOException;
  }

  /** Opens a journal and writes to it; a run whose journal cannot be written is held by none. */
  private static RunJournal written(
      JournalDirectory directory, JournalLock lock, Opening opening, FirstWrite write) {
    Closeable toClose = lock;
    boolean isWritten = false;
    try {
      RunJournal opened = opening.open();
      toClose = opened::close;
      write.writeTo(opened);
      isWritten = true;
      return opened;
    } catch (IOException e) {
      throw directory.cannot("written", e);
    } finally {
      if (!isWritten) {
        directory.release(toClose);
      }
    }
  }

  private static RunJournal open(
      Durability durability,
      JournalDirectory directory,
      String runId,
      JournalLock lock,
      JournalLines lines,
      @Nullable PastRun past)
      throws IOException {
    int ahead = durability == Durability.EACH_RECORD ? ZEROS_AHEAD : 0;
    LineFile file = LineFile.open(directory.journal(runId), ahead);
    try {
      file.continueBehind(lines.checksum(), lines.wholeBytes());
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return new RunJournal(runId, directory, lock, file, durability, Instant::now, past);
  }

  /**
   * Finds the run that is to be resumed, and keeps other processes from it until this is closed, or
   * the run ends.
   *
   * @throws JournalException if there is none, or it cannot be resumed
   */
  public static Resumption of(
      JournalDirectory directory, Durability durability, String name, Resume how) {
    return new Resumption(durability, directory, HeldRun.of(directory, name, how.runId()));
  }

  /** Returns what the journal says. */
  public PastRun past() {
    return held.past();
  }

  /** Returns what is different in the plan; empty if nothing is. */
  public Optional<String> change(List<PlannedHook> plan) {
    return PlanChange.between(past().plan(), plan);
  }

  /** Returns the error that the plan has changed. */
  public JournalException changed(String difference) {
    return new JournalException(
        "run %s of %s cannot be resumed, because its plan has changed (- was, + is):%s\nresume it with the plan that it had, or give it up with anewIfPlanChanged()"
            .formatted(past().runId(), past().name(), difference));
  }

  /** Records that the run is given up. */
  public void giveUp() {
    isHandedOver = true;
    written(directory, held.lock(), this::open, RunJournal::giveUp).close();
  }

  private RunJournal open() throws IOException {
    return open(durability, directory, past().runId(), held.lock(), past().lines(), past());
  }

  /**
   * Decides what becomes of the hooks that were cut off. An undo runs again in any case.
   *
   * @param rules the rule of each hook of the plan
   * @throws JournalException if a rule is to ask and there is no answer
   */
  public Map<HookId, CutOffRule> rules(Function<HookId, CutOffRule> rules, Resume how) {
    Map<HookId, CutOffRule> decided = new LinkedHashMap<>();
    for (HookId hook : past().inFlight()) {
      boolean isUndo = hook.kind() == HookKind.UNDO;
      CutOffRule rule = isUndo ? CutOffRule.RUN_AGAIN : rules.apply(hook);
      CutOffRule answer =
          rule == CutOffRule.ASK ? how.answers().map(ask -> ask.apply(hook)).orElse(rule) : rule;
      if (answer == CutOffRule.ASK) {
        throw new JournalException(
            "%s was running when run %s died, and its rule is to ask; give Resume answers with ask(…)"
                .formatted(hook, past().runId()));
      }
      decided.put(hook, answer);
      warnings.add(
          "%s was running when run %s died; %s".formatted(hook, past().runId(), words(answer)));
    }
    again(rules, decided);
    return decided;
  }

  private static String words(CutOffRule rule) {
    return switch (rule) {
      case RUN_AGAIN, ASK -> "it runs again";
      case SKIP -> "it is skipped";
      case UNDO -> "it is undone";
    };
  }

  /** What a hook handed over and no journal holds can only come from the hook itself. */
  private void again(Function<HookId, CutOffRule> rules, Map<HookId, CutOffRule> decided) {
    for (HookId hook : past().withholding()) {
      if (!past().ends().containsKey(hook) || decided.containsKey(hook)) {
        continue;
      }
      boolean isAgain = !past().isEnding() && rules.apply(hook) == CutOffRule.RUN_AGAIN;
      if (isAgain) {
        decided.put(hook, CutOffRule.RUN_AGAIN);
      }
      warnings.add(
          "%s had handed over %s, which no journal holds; %s"
              .formatted(
                  hook,
                  String.join(", ", past().withheld(hook)),
                  isAgain ? "it runs again" : "later hooks do not have it"));
    }
  }

  /** Opens the journal for what the resumed run does. */
  public RunJournal resume(Map<HookId, CutOffRule> rules) {
    isHandedOver = true;
    return written(
        directory,
        held.lock(),
        this::open,
        opened -> {
          rules.forEach(opened::rule);
          opened.resumed();
        });
  }

  /** Returns what the report is to warn of. */
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public void close() {
    if (!isHandedOver) {
      directory.release(held.lock());
    }
  }
}
