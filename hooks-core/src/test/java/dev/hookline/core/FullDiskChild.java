package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.journal.JournalException;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.journal.UnfinishedRun;
import dev.hookline.core.journal.file.FileJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A JVM of its own whose disk gets full while a run is at work, and has room again: the run stops
 * where it can no longer write, and is resumed.
 */
final class FullDiskChild {
  private static final int BLOCK = 4096;

  private final Path directory;
  private final DiskRoom room;
  private final Hooks hooks;
  private final Whole whole;
  private int cases;

  /** What a run does whose disk has room. */
  private record Whole(RecordedLines lines, List<String> effects, List<String> report) {
    int length() {
      return lines.toString().length() + 1;
    }
  }

  private FullDiskChild(Path directory, DiskRoom room, int padding) throws Exception {
    this.directory = directory;
    this.room = room;
    this.hooks = new Hooks("x".repeat(padding));
    FileJournal journal = FileJournal.in(directory.resolve("whole"));
    RunReport report = hooks.run(journal);
    RecordedLines lines = RecordedLines.in(journal.directory());
    Files.delete(RecordedLines.file(journal.directory()).orElseThrow());
    this.whole = new Whole(lines, hooks.done(), KilledRun.words(report));
  }

  /**
   * Runs in the child: a directory, and whether each byte, each write or each block is the last.
   */
  public static void main(String... arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    FullDiskChild child =
        arguments[1].equals("blocks")
            ? new FullDiskChild(directory, DiskRoom.of(directory), 190)
            : new FullDiskChild(directory, DiskRoom.ofEachFile(), 0);
    switch (arguments[1]) {
      case "bytes" -> child.fill(child.bytes(1));
      case "writes" -> child.fill(child.writes());
      default -> child.fill(child.bytes(BLOCK));
    }
    System.out.println(child.cases + " times full, and as it should be");
  }

  private NavigableSet<Integer> bytes(int step) {
    NavigableSet<Integer> bytes = new TreeSet<>();
    for (int length = 0; length < whole.length(); length += step) {
      bytes.add(length);
    }
    return bytes;
  }

  /** Returns where lines begin, are cut in their middle, and lack but their last byte. */
  private NavigableSet<Integer> writes() {
    NavigableSet<Integer> writes = new TreeSet<>();
    int end = 0;
    for (String line : whole.lines().lines()) {
      writes.add(end);
      writes.add(end + line.length() / 2);
      end += line.length() + 1;
      writes.add(end - 1);
    }
    return writes;
  }

  /** Gets full here, and then once more at the same distance behind. */
  private void fill(NavigableSet<Integer> lengths) throws Exception {
    for (int length : lengths) {
      fill(length, length);
      fill(length, length + lengths.size() % 400);
    }
  }

  // ---- one case

  /** Runs with this much room, resumes with that much, and then with all. */
  private void fill(int first, int second) throws Exception {
    Path home = directory.resolve("case" + cases++);
    FileJournal journal = FileJournal.in(home);
    String what = "room for " + first + " and " + second + " bytes of\n" + whole.lines();
    room.leave(first);
    List<String> ended = stop(journal, List.of(), what);
    room.leaveAll();
    if (!journal.unfinished().isEmpty()) {
      room.leave(second);
      ended = stop(journal, ended, what);
      room.leaveAll();
    }
    boolean hasEnded = RecordedLines.in(home).isDone();
    if (!hasEnded) {
      RunReport report = hooks.run(journal);
      assertThat(KilledRun.words(report)).as(what).isEqualTo(whole.report());
      assertThat(hooks.done()).as(what).isEqualTo(RecordedLines.leaves(whole.effects(), ended));
    }
    assertThat(journal.unfinished()).as(what).isEmpty();
    delete(home);
  }

  /** Runs or resumes with little room, and returns the hooks that had ended in the end. */
  private List<String> stop(FileJournal journal, List<String> endedBefore, String what)
      throws Exception {
    RunReport report = null;
    try {
      report = hooks.run(journal);
    } catch (JournalException e) {
      assertThat(e).as(what).hasMessage(refused(journal));
    }
    List<String> did = hooks.done();
    RecordedLines left = RecordedLines.in(journal.directory());
    if (report == null) {
      assertThat(did).as(what).isEmpty();
    } else {
      left.check(did, RecordedLines.leaves(whole.effects(), endedBefore), what);
      check(report, journal, left, what);
    }
    return left.ended();
  }

  private String refused(FileJournal journal) {
    return "journal "
        + journal.directory()
        + " cannot be written: "
        + room.refusal()
        + "; check that it can be written and that its disk is not full";
  }

  private void check(RunReport report, FileJournal journal, RecordedLines left, String what) {
    if (left.isDone()) {
      assertThat(KilledRun.words(report)).as(what).isEqualTo(whole.report());
      return;
    }
    UnfinishedRun unfinished = journal.unfinished().get(0);
    String message =
        "journal %s cannot be written: %s; run %s stops here, so resume it when its disk has room"
            .formatted(unfinished.file(), room.refusal(), report.runId());
    List<String> said = new ArrayList<>(report.warnings());
    report.failure().ifPresent(failure -> said.add(failure.getMessage()));
    report.failures();
    assertThat(said.contains(message) || report.toString().contains(message))
        .as("%s\nsays %s", what, report)
        .isTrue();
  }

  private static void delete(Path home) throws IOException {
    try (var files = Files.list(home)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(home);
  }

  /** What runs: hooks that hand something over, need a second try, fail, and are undone. */
  private static final class Hooks {
    private final List<String> effects = new ArrayList<>();
    private final HookEngine engine;

    Hooks(String padding) {
      Hook retried =
          context -> {
            if (context.attempt() == 1) {
              failure("not yet").run(context);
            }
          };
      engine =
          new Transcript()
              .unheard(
                  hook(
                      "a" + padding,
                      context -> context.export("VERSION", "4.2" + padding.repeat(60))),
                  hook("b" + padding, retried).retry(RetryPolicy.attempts(2)),
                  hook("c" + padding, context -> {}),
                  hook("d" + padding, failure("broke")),
                  hook("e" + padding, context -> {}).onlyOnFailure(),
                  hook("f" + padding, context -> {}).always());
    }

    private HookSpec hook(String name, Hook hook) {
      Hook noted =
          context -> {
            note(context);
            hook.run(context);
          };
      return HookSpec.of(DEPLOY, name, noted).undo(this::note);
    }

    private void note(HookContext context) {
      effects.add(Transcript.label(context.hook()));
    }

    /** Runs, or resumes what is unfinished. */
    RunReport run(FileJournal journal) {
      HookRequest request = Transcript.REQUEST.journal(journal);
      return journal.unfinished().isEmpty()
          ? engine.run(JournalFixture.SHOP, request)
          : engine.resume(JournalFixture.SHOP, request, Resume.unfinished());
    }

    List<String> done() {
      List<String> done = List.copyOf(effects);
      effects.clear();
      return done;
    }
  }
}
