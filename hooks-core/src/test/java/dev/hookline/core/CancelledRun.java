package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookListener;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** A run in the background that its own hooks and listeners can cancel. */
final class CancelledRun {
  private final CompletableFuture<RunHandle> handle = new CompletableFuture<>();

  /** Cancels the run, from any thread, as soon as there is one. */
  void cancel() {
    handle.join().cancel();
  }

  RunReport run(HookEngine engine, Phase phase, HookRequest request) throws InterruptedException {
    return await(engine.start(phase, request));
  }

  RunReport run(HookEngine engine, Lifecycle lifecycle, HookRequest request)
      throws InterruptedException {
    return await(engine.start(lifecycle, request));
  }

  private RunReport await(RunHandle started) throws InterruptedException {
    handle.complete(started);
    return started.await();
  }

  /** Runs the phase in the background and cancels it at the first event of this kind. */
  static RunReport cancelledAt(Predicate<HookEvent> moment, HookEngineBuilder builder, Phase phase)
      throws InterruptedException {
    CancelledRun run = new CancelledRun();
    HookEngine engine = builder.listener(at(moment, run::cancel)).build();
    return run.run(engine, phase, Transcript.REQUEST);
  }

  /** Runs the phase on this thread and interrupts that at the first event of this kind. */
  static RunReport interruptedAt(
      Predicate<HookEvent> moment, HookEngineBuilder builder, Phase phase) {
    HookEngine engine = builder.listener(at(moment, Thread.currentThread()::interrupt)).build();
    RunReport report = engine.run(phase, Transcript.REQUEST);
    assertThat(Thread.interrupted()).isTrue();
    return report;
  }

  /** Returns a listener that does something at the first event that it waits for. */
  static HookListener at(Predicate<HookEvent> moment, Runnable action) {
    AtomicBoolean isDone = new AtomicBoolean();
    return new HookListener() {
      @Override
      public void event(HookEvent event) {
        if (moment.test(event) && isDone.compareAndSet(false, true)) {
          action.run();
        }
      }
    };
  }

  static Predicate<HookEvent> started(String label) {
    return event ->
        event instanceof HookStarted started && Transcript.label(started.hook()).equals(label);
  }

  static Predicate<HookEvent> finished(String label) {
    return event ->
        event instanceof HookFinished finished
            && Transcript.label(finished.result().hook()).equals(label);
  }

  static Predicate<HookEvent> first(Class<? extends HookEvent> kind) {
    return kind::isInstance;
  }
}
