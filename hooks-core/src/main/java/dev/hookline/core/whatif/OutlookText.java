package dev.hookline.core.whatif;

import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookResult;
import dev.hookline.api.RunStatus;
import dev.hookline.core.output.Printable;
import dev.hookline.core.secret.Masker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An outlook for people: what differs from the run in which all goes well, then the rest. */
public final class OutlookText {
  private final Outlook outlook;
  private final Masker masker;
  private final List<String> lines = new ArrayList<>();

  private OutlookText(Outlook outlook, Masker masker) {
    this.outlook = outlook;
    this.masker = masker;
  }

  /** Returns the text, with secrets masked. */
  public static String of(Outlook outlook, Masker masker) {
    return new OutlookText(outlook, masker).text();
  }

  private String text() {
    line("what if " + question() + "?");
    if (outlook.act() == Act.DIE) {
      addDeath();
    }
    addStatus();
    addDifferences();
    if (!outlook.unchanged().isEmpty()) {
      line("  as if all went well: " + names(outlook.unchanged()));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private void line(String line) {
    lines.add(Printable.line(masker.mask(line)));
  }

  private String question() {
    String hook = outlook.hook().toString();
    return switch (outlook.act()) {
      case FAIL -> hook + " fails";
      case TIME_OUT -> hook + " times out";
      case CANCEL -> "the run is cancelled while " + hook + " runs";
      case DIE -> "the JVM dies while " + hook + " runs";
    };
  }

  private void addDeath() {
    if (!outlook.ended().isEmpty()) {
      line("  ended by then: " + names(outlook.ended()));
    }
    List<HookResult> forgotten = outlook.forgotten();
    if (!forgotten.isEmpty()) {
      line("  not undone, because the phase has no key: " + names(forgotten));
    }
  }

  private void addStatus() {
    RunStatus status = outlook.course().status();
    RunStatus expected = outlook.allWell().status();
    String whose = outlook.act() == Act.DIE ? "the next run of " : "";
    String end = whose + outlook.name() + " would end as " + status.words();
    line("  " + end + (status == expected ? " all the same" : ", not " + expected.words()));
  }

  private void addDifferences() {
    List<HookResult> differences = outlook.differences();
    if (differences.isEmpty()) {
      line("  no hook would do anything else than if all went well");
    }
    int width = differences.stream().mapToInt(each -> name(each.hook()).length()).max().orElse(0);
    for (HookResult each : differences) {
      String name = name(each.hook());
      line("  " + name + " ".repeat(width - name.length()) + "  " + Verb.of(each));
    }
  }

  private String names(List<HookResult> results) {
    return results.stream().map(each -> name(each.hook())).collect(Collectors.joining(", "));
  }

  private String name(HookId hook) {
    boolean isPlain = !outlook.isLifecycle() || hook.phase().name().equals(hook.name());
    String name = isPlain ? hook.name() : hook.phase() + "/" + hook.name();
    return hook.kind() == HookKind.UNDO ? "undo of " + name : name;
  }
}
