package dev.hookline.example;

import dev.hookline.api.HookListener;
import dev.hookline.core.ConsoleProgress;
import dev.hookline.core.HookRequest;
import dev.hookline.core.report.ReportFiles;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which hooks a deployment is about, and what people see of it.
 *
 * @param loudness how much the console shows
 * @param reports where reports and the whole log go, if they are wanted
 * @param only the hooks that are selected; all if it is empty
 * @param skip the hooks that are left out
 */
record Showing(Loudness loudness, Optional<Path> reports, List<String> only, List<String> skip) {

  /** How much the console shows. */
  enum Loudness {
    QUIET,
    NORMAL,
    VERBOSE
  }

  /** Returns what hears a run. */
  List<HookListener> listeners(PrintStream out) {
    List<HookListener> listeners = new ArrayList<>();
    listeners.add(console(out));
    reports.ifPresent(
        directory -> listeners.add(ReportFiles.in(directory).stepSummary(System.getenv())));
    return listeners;
  }

  private ConsoleProgress console(PrintStream out) {
    ConsoleProgress console = ConsoleProgress.to(out);
    ConsoleProgress heard =
        switch (loudness) {
          case QUIET -> console.quiet();
          case NORMAL -> console;
          case VERBOSE -> console.verbose().withTimes();
        };
    return reports.map(directory -> heard.logTo(directory.resolve("run.log"))).orElse(heard);
  }

  /** Returns a request for the hooks that are selected. */
  HookRequest select(HookRequest request) {
    HookRequest selected = only.isEmpty() ? request : request.only(only.toArray(String[]::new));
    return skip.isEmpty() ? selected : selected.skip(skip.toArray(String[]::new));
  }
}
