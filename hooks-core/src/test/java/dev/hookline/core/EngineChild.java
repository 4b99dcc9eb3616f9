package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;

import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.FileLedger;
import dev.hookline.core.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A JVM of its own that runs an engine with a ledger, and says what it does. */
final class EngineChild implements AutoCloseable {
  static final OnceKey KEY = OnceKey.of("build", "production").with("revision", "4f2a");

  private final ChildJvm jvm;

  private EngineChild(ChildJvm jvm) {
    this.jvm = jvm;
  }

  /** Starts a child whose last hook never returns. */
  static EngineChild stuck(Path ledger) throws IOException {
    return new EngineChild(ChildJvm.start(EngineChild.class.getName(), "stuck", ledger.toString()));
  }

  /** Starts a child that can write no file longer than a few kilobytes. */
  static EngineChild withFullDisk(Path ledger) throws IOException {
    return new EngineChild(
        ChildJvm.startWithFullDisk(EngineChild.class.getName(), "full", ledger.toString()));
  }

  /** Returns the next line that the child wrote. */
  String line() throws IOException {
    return jvm.line();
  }

  /** Returns all the lines that the child writes until it ends. */
  List<String> rest() {
    return jvm.rest();
  }

  /** Kills the child as {@code kill -9} does, and returns the lines that it had written. */
  List<String> kill() throws InterruptedException {
    return jvm.kill();
  }

  @Override
  public void close() {
    jvm.close();
  }

  /** Runs in the child. */
  public static void main(String... arguments) {
    FileLedger ledger = FileLedger.in(Path.of(arguments[1]));
    HookEngine engine =
        arguments[0].equals("stuck") ? engine(ledger, EngineChild::say, true) : full(ledger);
    RunReport report = engine.run(DEPLOY, Transcript.REQUEST.once(DEPLOY, KEY));
    say(report.status() + " " + report.failure().map(Throwable::getMessage).orElse(""));
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private static HookSpec spec(String name, Consumer<String> lines) {
    return HookSpec.of(DEPLOY, name, context -> lines.accept(name));
  }

  /** Returns an engine whose hooks say what they do; the last one may never return. */
  static HookEngine engine(FileLedger ledger, Consumer<String> lines, boolean isStuck) {
    return HookEngine.builder()
        .ledger(ledger)
        .register(spec("a", lines).undo(context -> lines.accept("undo a")))
        .register(spec("b", lines).undo(context -> lines.accept("undo b")))
        .register(
            DEPLOY,
            "c",
            context -> {
              lines.accept(context.runId());
              new CountDownLatch(isStuck ? 1 : 0).await();
            })
        .register(spec("on failure", lines).onlyOnFailure())
        .register(spec("always", lines).always())
        .build();
  }

  /** Returns an engine of so many hooks that their successes fill a small disk. */
  private static HookEngine full(FileLedger ledger) {
    HookEngineBuilder builder = HookEngine.builder().ledger(ledger);
    for (int i = 0; i < 200; i++) {
      builder.register(
          HookSpec.of(DEPLOY, "hook " + i, context -> say("hook")).undo(context -> say("undo")));
    }
    return builder
        .register(spec("on failure", EngineChild::say).onlyOnFailure())
        .register(spec("always", EngineChild::say).always())
        .build();
  }
}
