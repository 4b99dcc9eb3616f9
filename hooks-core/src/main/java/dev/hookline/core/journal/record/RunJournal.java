package dev.hookline.core.journal.record;

import dev.hookline.api.CutOffRule;
import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookId;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.input.Cancellation;
import dev.hookline.core.input.RecordedEnd;
import dev.hookline.core.input.RunRecord;
import dev.hookline.core.journal.Durability;
import dev.hookline.core.ledger.text.LineFile;
import dev.hookline.core.secret.Masker;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a run that is at work. Each call that records returns when the record is written,
 * and forced to the disk if it is to be. The first write that fails is the last one.
 */
public final class RunJournal implements RunRecord, AutoCloseable {
  private final String runId;
  private final JournalDirectory directory;
  private final JournalLock lock;
  private final LineFile file;
  private final Durability durability;
  private final Supplier<Instant> clock;
  private final Map<HookId, RecordedEnd> ends = new HashMap<>();
  private final Map<HookId, CutOffRule> rules = new HashMap<>();
  private final Map<HookId, List<HandedOver>> handedOver = new HashMap<>();
  private final Set<HookId> beforeCancel = new HashSet<>();
  private final Set<HookId> openAtCancel = new HashSet<>();
  private final @Nullable HookCancelledException recordedCancel;
  private @Nullable Cancellation cancellation;
  private Masker masker = Masker.NONE;
  private boolean isCancelRecorded;
  private volatile @Nullable Throwable trouble;
  private boolean isTroubleTaken;

  private record HandedOver(String name, Optional<String> value) {}

  RunJournal(
      String runId,
      JournalDirectory directory,
      JournalLock lock,
      LineFile file,
      Durability durability,
      Supplier<Instant> clock,
      @Nullable PastRun past) {
    this.runId = runId;
    this.directory = directory;
    this.lock = lock;
    this.file = file;
    this.durability = durability;
    this.clock = clock;
    this.recordedCancel = past == null ? null : past.cancelled();
    if (past != null) {
      ends.putAll(past.ends());
      beforeCancel.addAll(past.endedBeforeCancel());
      openAtCancel.addAll(past.openAtCancel());
      isCancelRecorded = recordedCancel != null;
    }
  }

  /** Writes what every journal begins with. */
  void plan(String name, List<PlannedHook> plan) throws IOException {
    List<String> texts = new ArrayList<>();
    texts.add(new JournalLines.Header(runId, name).encoded());
    for (PlannedHook hook : plan) {
      texts.add(entry(JournalEntry.PLANNED, hook.hook(), hook.words()).encoded());
    }
    texts.add(JournalEntry.of(now(), JournalEntry.BEGUN, durability.name()).encoded());
    file.append(texts, true);
  }

  /** Writes that the run is resumed. */
  void resumed() throws IOException {
    file.append(
        List.of(JournalEntry.of(now(), JournalEntry.RESUMED, durability.name()).encoded()), true);
  }

  /** Sets what becomes of a hook that was cut off, or is to hand over again what is lost. */
  void rule(HookId hook, CutOffRule rule) {
    ends.remove(hook);
    rules.put(hook, rule);
  }

  /** Ties the journal to the requests to cancel its run, and repeats the one it has recorded. */
  public synchronized void begin(Cancellation ofRun, Masker ofPlan) {
    cancellation = ofRun;
    masker = ofPlan;
    repeatCancel();
  }

  @Override
  public String runId() {
    return runId;
  }

  // ---- what an earlier process recorded

  @Override
  public synchronized @Nullable RecordedEnd endOf(HookId hook) {
    if (openAtCancel.contains(hook)) {
      openAtCancel.clear();
      beforeCancel.clear();
      repeatCancel();
    }
    return ends.get(hook);
  }

  @Override
  public synchronized @Nullable CutOffRule ruleOf(HookId hook) {
    return rules.get(hook);
  }

  @Override
  public Throwable cutOff(HookId hook) {
    return RecordedFailure.of(0, "it was running when the process of run " + runId + " died");
  }

  @Override
  public synchronized void counted(HookId hook) {
    ends.remove(hook);
    rules.remove(hook);
    if (beforeCancel.remove(hook)) {
      repeatCancel();
    }
  }

  /** The run is cancelled again where it was: while a hook ran, or when all before had ended. */
  private void repeatCancel() {
    if (recordedCancel != null
        && cancellation != null
        && beforeCancel.isEmpty()
        && openAtCancel.isEmpty()) {
      cancellation.request(recordedCancel);
      cancellation = null;
    }
  }

  // ---- what is recorded

  @Override
  public synchronized void started(HookId hook) {
    handedOver.remove(hook);
    write(durability == Durability.EACH_RECORD, entry(JournalEntry.STARTED, hook));
  }

  @Override
  public synchronized void attempted(HookId hook, int attempt) {
    write(false, entry(JournalEntry.ATTEMPT, hook, String.valueOf(attempt)));
  }

  @Override
  public synchronized void exported(HookId hook, String name, Optional<String> value) {
    handedOver.computeIfAbsent(hook, of -> new ArrayList<>()).add(new HandedOver(name, value));
  }

  @Override
  public synchronized void ended(HookResult result, Masker ofRun) {
    masker = ofRun;
    HookId hook = result.hook();
    if (ends.containsKey(hook) || !isToRecord(result)) {
      return;
    }
    List<JournalEntry> entries = new ArrayList<>();
    for (HandedOver value : handedOver.getOrDefault(hook, List.of())) {
      entries.add(entry(hook, value));
    }
    List<String> fields = new ArrayList<>();
    fields.add(result.startedAt().toString());
    fields.add(result.duration().toString());
    fields.add(String.valueOf(result.attempts()));
    fields.addAll(OutcomeText.encode(result.outcome(), masker));
    entries.add(entry(JournalEntry.ENDED, hook, fields.toArray(String[]::new)));
    handedOver.remove(hook);
    write(durability != Durability.END_OF_RUN, entries.toArray(JournalEntry[]::new));
  }

  /** What follows from the ends of other hooks follows again, so it need not be recorded. */
  private static boolean isToRecord(HookResult result) {
    if (!(result.outcome() instanceof Skipped skipped)) {
      return true;
    }
    Cause cause = skipped.reason().cause();
    return switch (cause) {
      case CONDITION, BY_HOOK, NO_SUCH_FILE, NOT_FOR_ROLE -> true;
      case OUT_OF_TIME -> !result.hook().kind().isCleanup();
      default -> false;
    };
  }

  private JournalEntry entry(HookId hook, HandedOver given) {
    Optional<String> value = given.value().filter(text -> masker.mask(text).equals(text));
    return value.isPresent()
        ? entry(JournalEntry.EXPORTED, hook, given.name(), value.get())
        : entry(JournalEntry.WITHHELD, hook, given.name());
  }

  @Override
  public synchronized void finished(RunStatus status) {
    write(true, JournalEntry.of(now(), JournalEntry.DONE, status.name()));
  }

  /** Records that the run is given up, because another one begins in its place. */
  void giveUp() throws IOException {
    file.append(List.of(JournalEntry.of(now(), JournalEntry.DONE, "GIVEN_UP").encoded()), true);
  }

  private JournalEntry entry(String word, HookId hook, String... fields) {
    return JournalEntry.of(now(), word, hook, fields);
  }

  private Instant now() {
    return clock.get().truncatedTo(ChronoUnit.MILLIS);
  }

  private void write(boolean isForced, JournalEntry... entries) {
    if (trouble != null) {
      return;
    }
    List<String> texts = new ArrayList<>();
    addCancel(texts);
    for (JournalEntry entry : entries) {
      texts.add(entry.encoded());
    }
    try {
      file.append(texts, isForced);
    } catch (IOException e) {
      trouble = directory.cannotContinue(runId, e);
    }
  }

  /** That the run is cancelled counts for all that is recorded after it. */
  private void addCancel(List<String> texts) {
    if (isCancelRecorded || cancellation == null || !cancellation.isRequested()) {
      return;
    }
    isCancelRecorded = true;
    HookCancelledException cause = cancellation.cause();
    String words = masker.mask(String.valueOf(cause.getMessage()));
    String exitCode = String.valueOf(cause.exitCode());
    texts.add(JournalEntry.of(now(), JournalEntry.CANCELLED, exitCode, words).encoded());
  }

  @Override
  public boolean isBroken() {
    return trouble != null;
  }

  @Override
  public synchronized @Nullable Throwable takeTrouble() {
    Throwable news = isTroubleTaken ? null : trouble;
    isTroubleTaken |= news != null;
    return news;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw directory.cannot("closed", e);
    } finally {
      directory.release(lock);
    }
  }
}
