package dev.hookline.core.journal.record;

import dev.hookline.api.Environment;
import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.core.input.RecordedEnd;
import dev.hookline.core.journal.JournalException;
import dev.hookline.core.journal.UnfinishedRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the entries of one journal amount to. Never changed once read. */
public final class PastRun {
  private final Path file;
  private final JournalLines lines;
  private final List<PlannedHook> plan = new ArrayList<>();
  private final Map<HookId, RecordedEnd> ends = new LinkedHashMap<>();
  private final Map<HookId, Set<String>> withheld = new HashMap<>();
  private final Map<HookId, Environment> exported = new HashMap<>();
  private final Set<HookId> inFlight = new LinkedHashSet<>();
  private final Set<HookId> endedBeforeCancel = new LinkedHashSet<>();
  private final Set<HookId> openAtCancel = new LinkedHashSet<>();
  private @Nullable HookCancelledException cancelled;
  private @Nullable Instant began;
  private @Nullable JournalEntry done;
  private boolean isCleaningUp;

  private PastRun(Path file, JournalLines lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Reads what the lines of a journal amount to. */
  static PastRun of(Path file, JournalLines lines) {
    PastRun past = new PastRun(file, lines);
    int number = 2;
    for (JournalEntry entry : lines.entries()) {
      try {
        past.add(entry);
      } catch (RuntimeException e) {
        throw new JournalException(
            "journal %s:%d cannot be understood: \"%s\"; see by hand what its run has done"
                .formatted(file, number, entry.encoded()),
            e);
      }
      number++;
    }
    return past;
  }

  private void add(JournalEntry entry) {
    switch (entry.word()) {
      case JournalEntry.PLANNED -> plan.add(new PlannedHook(entry.hook(), entry.detail(0)));
      case JournalEntry.BEGUN -> began = entry.at();
      case JournalEntry.STARTED -> start(entry.hook());
      case JournalEntry.EXPORTED -> export(entry);
      case JournalEntry.WITHHELD ->
          withheld
              .computeIfAbsent(entry.hook(), hook -> new LinkedHashSet<>())
              .add(entry.detail(0));
      case JournalEntry.CANCELLED -> cancel(entry);
      case JournalEntry.ENDED -> end(entry);
      case JournalEntry.DONE -> done = entry;
      case JournalEntry.RESUMED, JournalEntry.ATTEMPT -> {}
      default -> throw new IllegalArgumentException(entry.word());
    }
  }

  private void start(HookId hook) {
    isCleaningUp |= hook.kind() == HookKind.UNDO || hook.kind() == HookKind.ON_FAILURE;
    inFlight.add(hook);
    exported.remove(hook);
    withheld.remove(hook);
  }

  private void export(JournalEntry entry) {
    Environment more = Environment.of(entry.detail(0), entry.detail(1));
    exported.merge(entry.hook(), more, Environment::overlaidBy);
  }

  private void cancel(JournalEntry entry) {
    int exitCode = Integer.parseInt(entry.fields().get(0));
    cancelled = new HookCancelledException(entry.fields().get(1), null, exitCode);
    endedBeforeCancel.addAll(ends.keySet());
    openAtCancel.addAll(inFlight);
  }

  private void end(JournalEntry entry) {
    HookId hook = entry.hook();
    inFlight.remove(hook);
    ends.put(
        hook,
        new RecordedEnd(
            OutcomeText.decode(entry.fields().subList(6, entry.fields().size())),
            Instant.parse(entry.detail(0)),
            Duration.parse(entry.detail(1)),
            Integer.parseInt(entry.detail(2)),
            exported.getOrDefault(hook, Environment.empty())));
  }

  // ---- what is asked

  Path file() {
    return file;
  }

  JournalLines lines() {
    return lines;
  }

  /** Returns the id of the run. */
  public String runId() {
    return header().runId();
  }

  /** Returns the name of its lifecycle. */
  public String name() {
    return header().name();
  }

  private JournalLines.Header header() {
    return lines.header().orElseThrow();
  }

  /** Returns whether the run had begun: before that it had done nothing. */
  boolean hasBegun() {
    return lines.header().isPresent() && began != null;
  }

  @Nullable JournalEntry done() {
    return done;
  }

  /** Returns the hooks in their order, as they were planned. */
  public List<PlannedHook> plan() {
    return plan;
  }

  /** Returns the hooks and undos that were running. */
  public Set<HookId> inFlight() {
    return inFlight;
  }

  Map<HookId, RecordedEnd> ends() {
    return ends;
  }

  /** Returns what a hook handed over that the journal does not hold. */
  Set<String> withheld(HookId hook) {
    return withheld.getOrDefault(hook, Set.of());
  }

  /** Returns the hooks that handed something over that the journal does not hold. */
  Set<HookId> withholding() {
    return withheld.keySet();
  }

  /** Returns the cancellation, if the run was cancelled. */
  @Nullable HookCancelledException cancelled() {
    return cancelled;
  }

  Set<HookId> endedBeforeCancel() {
    return endedBeforeCancel;
  }

  /** Returns the hooks that were running when the run was cancelled. */
  Set<HookId> openAtCancel() {
    return openAtCancel;
  }

  /** Returns whether the run was rolling back: then no ordinary hook may run again. */
  boolean isEnding() {
    return isCleaningUp || cancelled != null;
  }

  UnfinishedRun toUnfinished() {
    Instant since = began == null ? Instant.EPOCH : began;
    return new UnfinishedRun(
        runId(), name(), since, List.copyOf(ends.keySet()), List.copyOf(inFlight), file);
  }
}
