package dev.hookline.core;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import dev.hookline.api.SkipReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Writes down, line by line, what hooks do and what a listener is told. */
final class Transcript implements HookListener {
  static final Phase DEPLOY = Phase.of("deploy");
  static final HookRequest REQUEST = HookRequest.in(Path.of(""));

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  List<String> lines() {
    return List.copyOf(lines);
  }

  void add(String line) {
    lines.add(line);
  }

  /** Returns an engine of these hooks, which tells this transcript what happens. */
  HookEngine engine(HookSpec... specs) {
    return builder(specs).build();
  }

  /** Returns an engine of these hooks, without a listener. */
  HookEngine unheard(HookSpec... specs) {
    HookEngineBuilder builder = HookEngine.builder();
    List.of(specs).forEach(builder::register);
    return builder.build();
  }

  HookEngineBuilder builder(HookSpec... specs) {
    HookEngineBuilder builder = HookEngine.builder().listener(this);
    List.of(specs).forEach(builder::register);
    return builder;
  }

  /** Returns a hook that writes its name. */
  HookSpec hook(String name) {
    return hook(name, context -> {});
  }

  /** Returns a hook that writes its name and then does something. */
  HookSpec hook(String name, Hook then) {
    return HookSpec.of(
        DEPLOY,
        name,
        context -> {
          add(name);
          then.run(context);
        });
  }

  /** Returns a hook that writes its name and fails. */
  HookSpec failing(String name) {
    return hook(name, failure(name + " broke"));
  }

  /** Returns a hook that can be undone; both write their names. */
  HookSpec undoable(String name) {
    return hook(name).undo(undo(name));
  }

  Hook undo(String name) {
    return context -> add("undo " + name);
  }

  static Hook failure(String message) {
    return context -> {
      throw new IllegalStateException(message);
    };
  }

  static Hook skip(String words) {
    return context -> {
      throw new HookSkippedException(SkipReason.because(words));
    };
  }

  /** Returns a hook that works until it is told to stop. */
  static Hook endless() {
    return context -> new CountDownLatch(1).await();
  }

  /** Returns a hook during which another thread interrupts the one that calls this method. */
  static Hook interrupted() {
    Thread caller = Thread.currentThread();
    return context -> {
      new Thread(caller::interrupt).start();
      new CountDownLatch(1).await();
    };
  }

  /** Waits until it is interrupted, and hides that. */
  static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // its work is done nevertheless
    }
  }

  /** Returns a hook that does not end, whoever asks for it, before the latch is opened. */
  static Hook deaf(CountDownLatch latch) {
    return context -> awaitDeaf(latch);
  }

  static void awaitDeaf(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // does not listen
      }
    }
  }

  /** Returns a hook that says that it has begun and then works until it is told to stop. */
  static Hook endless(CountDownLatch begun) {
    return context -> {
      begun.countDown();
      new CountDownLatch(1).await();
    };
  }

  /** Does not end before it is told to stop, and then goes on. */
  static void awaitDeafUntilStopping(HookContext context) {
    while (!context.isStopping()) {
      Thread.onSpinWait();
    }
  }

  static HookContext write(HookContext context, String text) {
    context.out().print(text);
    return context;
  }

  // ---- the listener

  static String label(HookId hook) {
    return hook.kind() == HookKind.UNDO ? "undo " + hook.name() : hook.name();
  }

  /** Returns how a hook ended, without times: {@code b skipped: hook "a" (phase deploy) failed}. */
  static String words(HookResult result) {
    String ended = label(result.hook()) + " " + result.outcome();
    if (result.outcome() instanceof Skipped skipped) {
      return ended + ": " + skipped.reason();
    }
    if (result.outcome() instanceof TimedOut timedOut) {
      return ended + ": " + timedOut.limit().words();
    }
    return ended;
  }

  static List<String> words(List<HookResult> results) {
    return results.stream().map(Transcript::words).toList();
  }

  /** Returns the report with what differs from run to run replaced. */
  static String text(RunReport report) {
    return text(report.toString(), report);
  }

  static String text(String text, RunReport report) {
    return text.replace(report.runId(), "RUN").replaceAll("(after|in) [0-9.]+ s", "$1 TIME");
  }

  @Override
  public void runStarted(RunStarted event) {
    add("run " + event.run().name());
  }

  @Override
  public void phaseStarted(PhaseStarted event) {
    add("phase " + event.phase());
  }

  @Override
  public void hookStarted(HookStarted event) {
    add("> " + label(event.hook()));
  }

  @Override
  public void lineWritten(LineWritten event) {
    OutputLine line = event.line();
    add(label(line.hook()) + " " + line.channel() + " " + line.text());
  }

  @Override
  public void retryAwaited(RetryAwaited event) {
    add(
        label(event.hook())
            + " try "
            + event.attempt()
            + ": "
            + event.failure().getMessage()
            + ", wait "
            + event.delay());
  }

  @Override
  public void hookFinished(HookFinished event) {
    add("< " + words(event.result()));
  }

  @Override
  public void phaseFinished(PhaseFinished event) {
    add("phase " + event.phase() + " " + event.status().words());
  }

  @Override
  public void runFinished(RunFinished event) {
    add("run " + event.run().name() + " " + event.status().words());
  }
}
