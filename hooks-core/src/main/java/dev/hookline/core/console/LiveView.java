package dev.hookline.core.console;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.core.console.story.Ending;
import dev.hookline.core.console.story.RunFacts;
import dev.hookline.core.console.story.Story;
import dev.hookline.core.console.story.Style;
import dev.hookline.core.console.terminal.Screen;
import dev.hookline.core.console.terminal.TerminalSize;
import dev.hookline.core.console.terminal.TextWidth;
import dev.hookline.core.console.terminal.WindowSize;
import java.util.ArrayList;
import java.util.List;

/**
 * A run on a terminal: what runs is drawn below the lines that tell what has ended. Whoever brings
 * an event only notes it; the pulse draws, so that no terminal holds the hooks up, not even one
 * that was stopped by Ctrl-S.
 */
final class LiveView implements View, Lines {
  /** How many lines may wait for a terminal that was stopped. */
  private static final int MOST_WAITING = 5_000;

  private static final String INDENT = "     ";

  private final Story story;
  private final RunFacts facts;
  private final Style style;
  private final RunTime time;
  private final Screen screen;
  private final WindowSize window;
  private final LiveRows rows;
  private List<String> waiting = new ArrayList<>();
  private long leftOut;

  /** Held while a frame is made and drawn: frames come in order. */
  private final Object drawing = new Object();

  LiveView(RunStarted begun, Style style, RunTime time, Screen screen, WindowSize window) {
    this.facts = new RunFacts(begun);
    this.story = new Story(facts, style);
    this.style = style;
    this.time = time;
    this.screen = screen;
    this.window = window;
    this.rows = new LiveRows(facts, style);
  }

  @Override
  public void event(HookEvent event) {
    synchronized (this) {
      time.event(event.time());
      story.event(event);
      write(story.take());
    }
    if (event instanceof RunFinished) {
      end();
    }
  }

  /** Puts lines above what is drawn. */
  @Override
  public synchronized void write(List<String> lines) {
    int room = Math.max(0, MOST_WAITING - waiting.size());
    waiting.addAll(lines.size() <= room ? lines : lines.subList(0, room));
    leftOut += Math.max(0, lines.size() - room);
  }

  @Override
  public void beat() {
    synchronized (drawing) {
      if (window.hasChanged()) {
        screen.resized();
      }
      TerminalSize size = window.size();
      List<String> above;
      List<String> below;
      synchronized (this) {
        above = takeWaiting(size.columns());
        below = rows.at(time.now(), size);
      }
      screen.draw(above, below);
    }
  }

  private void end() {
    synchronized (drawing) {
      screen.end(takeAll());
      window.close();
    }
  }

  private synchronized List<String> takeAll() {
    return takeWaiting(window.size().columns());
  }

  private List<String> takeWaiting(int columns) {
    List<String> fitting = new ArrayList<>();
    for (String line : waiting) {
      fitting.addAll(TextWidth.wrapped(TextWidth.withoutTabs(line), columns - 1, INDENT));
    }
    if (leftOut > 0) {
      fitting.add("! " + leftOut + " lines were left out, because the terminal took none");
    }
    waiting = waiting.isEmpty() ? waiting : new ArrayList<>();
    leftOut = 0;
    return fitting;
  }

  /** Says what ran, because the JVM ends, and gives the terminal back. */
  void cutOff() {
    end(facts.cutOff());
  }

  @Override
  public void abandon() {
    end(facts.shownNoLonger());
  }

  private void end(String words) {
    synchronized (this) {
      write(new Ending(facts, style).failures());
      write(List.of("! " + words));
    }
    end();
  }
}
