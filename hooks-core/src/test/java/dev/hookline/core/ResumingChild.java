package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;

import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.journal.file.FileJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** A JVM of its own that runs a lifecycle until a signal, and resumes it if it is unfinished. */
final class ResumingChild {
  private ResumingChild() {}

  /** Runs in the child: the directory of the journal, and a file for what the hooks do. */
  public static void main(String... arguments) {
    FileJournal journal = FileJournal.in(Path.of(arguments[0]));
    Path effects = Path.of(arguments[1]);
    Hook endless =
        context -> {
          note(effects, "b").run(context);
          System.out.println("b begins");
          new CountDownLatch(1).await();
        };
    HookEngine engine =
        HookEngine.builder()
            .register(HookSpec.of(DEPLOY, "a", note(effects, "a")).undo(note(effects, "undo a")))
            .register(HookSpec.of(DEPLOY, "b", endless))
            .build();
    HookRequest request = Transcript.REQUEST.journal(journal);
    RunReport report =
        journal.unfinished().isEmpty()
            ? engine.runUntilSignal(JournalFixture.SHOP, request)
            : engine.runUntilSignal(JournalFixture.SHOP, request, Resume.unfinished());
    System.exit(report.exitCode());
  }

  private static Hook note(Path effects, String line) {
    return context ->
        Files.writeString(
            effects, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
