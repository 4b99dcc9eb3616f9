package dev.hookline.example.docs;

import dev.hookline.api.HookKind;
import dev.hookline.api.HookResult;
import dev.hookline.core.RunReport;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Reads as in {@code assertThat(report).ended("failed").ran("migrate").undid("backup")}. */
public class ReportAssert extends AbstractAssert<ReportAssert, RunReport> {
  private ReportAssert(RunReport report) {
    super(report, ReportAssert.class);
  }

  public static ReportAssert assertThat(RunReport report) {
    return new ReportAssert(report);
  }

  public ReportAssert ended(String words) {
    return check(actual.status().words().equals(words), "expected the run to end as " + words);
  }

  public ReportAssert ran(String... hooks) {
    return check(names(false).containsAll(List.of(hooks)), "expected to run: " + List.of(hooks));
  }

  public ReportAssert undid(String... hooks) {
    return check(names(true).equals(List.of(hooks)), "expected the undos " + List.of(hooks));
  }

  private List<String> names(boolean isUndo) {
    return actual.results().stream()
        .filter(result -> result.outcome().isSuccess())
        .map(HookResult::hook)
        .filter(hook -> (hook.kind() == HookKind.UNDO) == isUndo)
        .map(hook -> hook.name())
        .toList();
  }

  private ReportAssert check(boolean isMet, String expected) {
    if (!isMet) {
      throw failure("%s, but:%n%s", expected, actual);
    }
    return this;
  }
}
