package dev.hookline.core;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.journal.file.FileJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A JVM of its own that runs, or resumes, a lifecycle with a journal. What each hook does it writes
 * to a file of its own, before it returns: the effects, to compare with what the journal says.
 */
final class JournalChild {
  private static final Phase BUILD = Phase.of("build");
  private static final Phase DEPLOY = Phase.of("deploy");
  static final Lifecycle LIFECYCLE =
      Lifecycle.named("shop").phase(BUILD).phase(DEPLOY, FailurePolicy.CONTINUE).build();

  private JournalChild() {}

  /** Runs in the child: directory of the journal, file of the effects, length of hook names. */
  public static void main(String... arguments) throws IOException {
    FileJournal journal = FileJournal.in(Path.of(arguments[0]));
    HookEngine engine = engine(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    HookRequest request = HookRequest.in(Path.of("")).journal(journal);
    System.out.println("ready");
    RunReport report =
        journal.unfinished().isEmpty()
            ? engine.run(LIFECYCLE, request)
            : engine.resume(LIFECYCLE, request, Resume.unfinished());
    Optional<Throwable> failure = report.failure();
    System.out.println(report.status() + failure.map(why -> " " + why.getMessage()).orElse(""));
  }

  /** Returns an engine whose last phase fails in its eighth hook, and undoes the seven before. */
  static HookEngine engine(Path effects, int length) {
    HookEngineBuilder builder = HookEngine.builder();
    for (int i = 0; i < 8; i++) {
      String name = "b" + i + "x".repeat(length);
      builder.register(HookSpec.of(BUILD, name, effect(effects, name)));
    }
    for (int i = 0; i < 8; i++) {
      String name = "d" + i + "x".repeat(length);
      Hook hook = effect(effects, name);
      Hook last =
          context -> {
            hook.run(context);
            throw new IllegalStateException("broke");
          };
      builder.register(
          HookSpec.of(DEPLOY, name, i == 7 ? last : hook).undo(effect(effects, "undo " + name)));
    }
    return builder.build();
  }

  private static Hook effect(Path effects, String name) {
    return context ->
        Files.writeString(
            effects, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
