package dev.hookline.core.console;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.RunInfo;
import dev.hookline.core.console.story.ConsoleOptions;
import dev.hookline.core.console.story.Style;
import dev.hookline.core.console.terminal.Screen;
import dev.hookline.core.console.terminal.Surroundings;
import dev.hookline.core.console.terminal.WindowSize;
import dev.hookline.core.time.TimeSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the runs of an engine: the first one that runs is drawn, where that can be done, and others
 * at the same time write lines above it. Thread-safe.
 */
public final class Console {
  private static final Duration FRAME = Duration.ofMillis(100);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final PrintStream stream;
  private final Style style;
  private final Surroundings surroundings;
  private final Parts parts;
  private final @Nullable RunLog log;
  private final Map<String, List<View>> runs = new ConcurrentHashMap<>();
  private final List<Runnable> pulses = new ArrayList<>();
  private volatile @Nullable LiveView live;
  private @Nullable Thread atShutdown;

  /** What tests replace: the clock, the pulse, and the size of the terminal. */
  public record Parts(TimeSource time, Pulse pulse, Supplier<WindowSize> window) {
    /** Those of a real console. */
    public static final Parts REAL =
        new Parts(TimeSource.SYSTEM, Pulse.OF_A_THREAD, WindowSize::ofTerminal);
  }

  /** Creates a console that shows no run yet. */
  public Console(
      PrintStream stream, ConsoleOptions options, Surroundings surroundings, Parts parts) {
    this.stream = stream;
    this.style = Style.of(options, surroundings);
    this.surroundings = surroundings;
    this.parts = parts;
    Path file = options.log();
    this.log = file == null ? null : new RunLog(file, this::write);
  }

  /** Shows what happened. */
  public void event(HookEvent event) {
    List<View> views =
        event instanceof RunStarted begun
            ? begin(begun)
            : runs.getOrDefault(event.run().id(), List.of());
    try {
      views.forEach(view -> view.event(event));
    } catch (RuntimeException | Error broken) {
      drop(event.run());
      throw broken;
    }
    if (event instanceof RunFinished) {
      end(event.run().id());
    }
  }

  /** Shows no more of a run, because this console did not take its events, or not in time. */
  public void drop(RunInfo run) {
    runs.getOrDefault(run.id(), List.of()).forEach(View::abandon);
    end(run.id());
  }

  private synchronized List<View> begin(RunStarted begun) {
    List<View> views = new ArrayList<>();
    if (log != null) { // first, because a terminal may hold up the end of a run
      views.add(new PlainView(begun, Style.ofLog(), time(), log));
    }
    views.add(view(begun));
    runs.put(begun.run().id(), List.copyOf(views));
    if (pulses.isEmpty()) {
      startPulses();
    }
    return views;
  }

  private void startPulses() {
    pulses.add(parts.pulse().start(this::beat, style.isDrawn() ? FRAME : LOOK));
    if (log != null) { // of its own, because a terminal that was stopped holds the other one up
      pulses.add(parts.pulse().start(log::flush, FRAME));
    }
  }

  private View view(RunStarted begun) {
    if (!style.isDrawn() || live != null) {
      return new PlainView(begun, style.undrawn(), time(), this::write);
    }
    Screen screen = new Screen(stream, surroundings.hasSymbols());
    LiveView drawn = new LiveView(begun, style, time(), screen, parts.window().get());
    live = drawn;
    atShutdown = ShutdownHook.add(drawn::cutOff);
    return drawn;
  }

  private RunTime time() {
    return new RunTime(parts.time());
  }

  /** Writes lines, above what is drawn if something is. */
  private void write(List<String> lines) {
    LiveView drawn = live;
    if (drawn != null) {
      drawn.write(lines);
      return;
    }
    synchronized (stream) {
      stream.print(String.join(System.lineSeparator(), lines) + System.lineSeparator());
      stream.flush();
    }
  }

  private void beat() {
    runs.values().forEach(views -> views.forEach(View::beat));
  }

  private synchronized void end(String run) {
    List<View> ended = runs.remove(run);
    if (ended != null && live != null && ended.contains(live)) {
      live = null;
      ShutdownHook.remove(atShutdown);
      atShutdown = null;
    }
    if (runs.isEmpty()) {
      pulses.forEach(Runnable::run);
      pulses.clear();
      closeLog();
    }
  }

  private void closeLog() {
    if (log != null) {
      log.close();
    }
  }
}
