package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;

import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.file.FileLedger;
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

  /**
   * Starts a child that rolls its phase back, because the next one fails, and in which one of the
   * hooks or undos never returns. If that is the undo of the always hook z, there is such a hook.
   */
  static EngineChild rollingBack(Path ledger, String stuck) throws IOException {
    return new EngineChild(
        ChildJvm.start(EngineChild.class.getName(), "rolling back", ledger.toString(), stuck));
  }

  /** Starts a child with too little memory for the ledger file that lies there. */
  static EngineChild small(Path ledger) throws IOException {
    return new EngineChild(
        ChildJvm.start("-Xmx24m", EngineChild.class.getName(), "small", ledger.toString()));
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
  public static void main(String... arguments) throws Exception {
    FileLedger ledger = FileLedger.in(Path.of(arguments[1]));
    switch (arguments[0]) {
      case "stuck" -> run(engine(ledger, EngineChild::say, true));
      case "full" -> run(full(ledger));
      case "rolling back" -> rollBack(ledger, arguments[2]);
      case "small" -> runOutOfMemory(ledger);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void run(HookEngine engine) {
    RunReport report = engine.run(DEPLOY, Transcript.REQUEST.once(DEPLOY, KEY));
    say(report.status() + " " + report.failure().map(Throwable::getMessage).orElse(""));
  }

  private static void rollBack(FileLedger ledger, String stuck) {
    HookEngineBuilder builder =
        HookEngine.builder().ledger(ledger).register(hook("a", stuck)).register(hook("b", stuck));
    if (stuck.equals("undo z")) {
      builder.register(hook("z", stuck).always());
    }
    HookEngine engine =
        builder.register(OnceFixture.BUILD, "broken", Transcript.failure("broke")).build();
    engine.run(OnceFixture.LIFECYCLE, Transcript.REQUEST.once(DEPLOY, KEY));
  }

  private static HookSpec hook(String name, String stuck) {
    return HookSpec.of(DEPLOY, name, context -> say(name))
        .undo(
            context -> {
              say("undo " + name);
              new CountDownLatch(stuck.equals("undo " + name) ? 1 : 0).await();
            });
  }

  /** Runs with a file that does not fit into the memory, and again when it is gone. */
  private static void runOutOfMemory(FileLedger ledger) throws InterruptedException {
    HookEngine engine = engine(ledger, EngineChild::say, false);
    try {
      run(engine);
    } catch (OutOfMemoryError e) {
      HookRunException report = (HookRunException) e.getSuppressed()[0];
      say("rethrown with a report: " + report.report().status());
    }
    ledger.forget(DEPLOY, KEY, "a test");
    run(engine);
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
