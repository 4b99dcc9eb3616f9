package dev.hookline.core.console;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.core.console.story.RunFacts;
import dev.hookline.core.console.story.Story;
import dev.hookline.core.console.story.Style;
import java.util.List;

/** A run as lines, with a sign of life when it is silent. */
final class PlainView implements View {
  private final RunFacts facts;
  private final Story story;
  private final RunTime time;
  private final Lines lines;
  private boolean isAbandoned;

  PlainView(RunStarted begun, Style style, RunTime time, Lines lines) {
    this.facts = new RunFacts(begun);
    this.story = new Story(facts, style);
    this.time = time;
    this.lines = lines;
  }

  @Override
  public synchronized void event(HookEvent event) {
    time.event(event.time());
    story.event(event);
    write();
  }

  @Override
  public synchronized void beat() {
    story.pass(time.now());
    write();
  }

  private void write() {
    List<String> told = story.take();
    if (!told.isEmpty() && !isAbandoned) {
      lines.write(told);
    }
  }

  @Override
  public synchronized void abandon() {
    if (!isAbandoned) {
      isAbandoned = true;
      lines.write(List.of("!! " + facts.shownNoLonger()));
    }
  }
}
