package dev.hookline.core;

import dev.hookline.api.HookListener;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RunInfo;
import dev.hookline.core.console.Console;
import dev.hookline.core.console.Console.Parts;
import dev.hookline.core.console.story.ConsoleOptions;
import dev.hookline.core.console.terminal.Surroundings;
import dev.hookline.core.console.terminal.Surroundings.Service;
import dev.hookline.core.console.terminal.TerminalSize;
import dev.hookline.core.console.terminal.WindowSize;
import dev.hookline.core.testing.VirtualTerminal;
import dev.hookline.core.testing.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A console of virtual time, which beats when a test lets it. */
final class ConsoleFixture {
  static final Surroundings LIVE = new Surroundings(true, Service.NONE, true, true);
  static final Surroundings PLAIN = Surroundings.PLAIN;

  final VirtualTime time = new VirtualTime();
  final VirtualTerminal terminal;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Console console;
  private TerminalSize size;

  /** The run of the latest event. */
  RunInfo run = new RunInfo("none", "none", Path.of("/"), List.of());

  private final Set<Runnable> beats = new LinkedHashSet<>();

  private ConsoleFixture(ConsoleOptions options, Surroundings surroundings, TerminalSize size) {
    this.size = size;
    this.terminal = new VirtualTerminal(size.columns(), size.rows());
    PrintStream stream =
        surroundings.isLive()
            ? terminal.stream()
            : new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Parts parts =
        new Parts(
            time,
            (work, period) -> {
              beats.add(work);
              return () -> beats.remove(work);
            },
            () -> WindowSize.of(() -> this.size));
    this.console = new Console(stream, options, surroundings, parts);
  }

  static ConsoleFixture plain() {
    return plain(ConsoleOptions.USUAL, PLAIN);
  }

  static ConsoleFixture plain(ConsoleOptions options, Surroundings surroundings) {
    return new ConsoleFixture(options, surroundings, TerminalSize.USUAL);
  }

  static ConsoleFixture live(int columns, int rows) {
    return live(ConsoleOptions.USUAL, columns, rows);
  }

  static ConsoleFixture live(ConsoleOptions options, int columns, int rows) {
    return new ConsoleFixture(options, LIVE, new TerminalSize(columns, rows));
  }

  HookListener listener() {
    return new HookListener() {
      @Override
      public void event(dev.hookline.api.HookEvent event) {
        run = event.run();
        console.event(event);
      }

      @Override
      public void dropped(RunInfo dropped) {
        console.drop(dropped);
      }
    };
  }

  HookEngineBuilder engine(HookSpec... hooks) {
    HookEngineBuilder builder =
        HookEngine.builder().time(time).threads(time.threads()).listener(listener());
    List.of(hooks).forEach(builder::register);
    return builder;
  }

  RunReport run(HookSpec... hooks) {
    return engine(hooks).build().run(Transcript.DEPLOY, Transcript.REQUEST);
  }

  /** Lets time pass; the console beats each second, and at the end. */
  void pass(Duration duration) throws InterruptedException {
    for (long second = 0; second < duration.toSeconds(); second++) {
      time.pass(Duration.ofSeconds(1));
      beat();
    }
    time.pass(Duration.ofNanos(duration.getNano()));
    beat();
  }

  void beat() {
    List.copyOf(beats).forEach(Runnable::run);
  }

  boolean isBeating() {
    return !beats.isEmpty();
  }

  /** Returns the lines that were written. */
  List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Returns what the terminal shows, each picture of the spinner as an asterisk. */
  List<String> screen() {
    return terminal.lines().stream().map(line -> line.replaceAll("^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] ", "* ")).toList();
  }
}
