package dev.hookline.core.report;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.core.report.json.EventLine;
import dev.hookline.core.report.model.RecordedRun;
import dev.hookline.core.report.model.RunLog;
import dev.hookline.core.report.text.SummaryMarkdown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report of one run while it is written: a line for each event, the documents at the end. */
final class RunDirectory {
  private static final String EVENTS = "events.jsonl";

  private final Path directory;
  private final Optional<Path> summary;
  private final RunLog log;
  private final Writer events;

  private RunDirectory(Path directory, Optional<Path> summary, RunLog log, Writer events) {
    this.directory = directory;
    this.summary = summary;
    this.log = log;
    this.events = events;
  }

  /**
   * Begins the report: what an earlier run has left there is removed.
   *
   * @param summary the file to append a summary to, if any
   */
  static RunDirectory begin(Path directory, Optional<Path> summary, RunStarted started) {
    try {
      Files.createDirectories(directory);
      for (ReportFormat format : ReportFormat.values()) {
        Files.deleteIfExists(directory.resolve(format.fileName()));
      }
      Writer events = RunFile.open(directory.resolve(EVENTS), false);
      return new RunDirectory(directory, summary, new RunLog(started), events);
    } catch (IOException e) {
      throw cannotWrite(directory, why(directory, e), e);
    }
  }

  private static UncheckedIOException cannotWrite(Path file, IOException e) {
    return cannotWrite(file, e.toString(), e);
  }

  private static UncheckedIOException cannotWrite(Path file, String why, IOException e) {
    return new UncheckedIOException("cannot write the report " + file + ": " + why, e);
  }

  /** A file may stand where the directory should be, or on the way to it. */
  private static String why(Path directory, IOException e) {
    for (Path way = directory; way != null; way = way.getParent()) {
      if (Files.exists(way) && !Files.isDirectory(way)) {
        String what = way.equals(directory) ? "it" : way.toString();
        return what + " is a file; remove it, or give ReportFiles another directory";
      }
    }
    return e + "; give ReportFiles a directory that this user can make and write";
  }

  void add(HookEvent event) {
    try {
      events.write(EventLine.of(event));
      events.flush(); // who follows the file sees it now, and a crash loses nothing
    } catch (IOException e) {
      throw cannotWrite(directory.resolve(EVENTS), e);
    }
    event.passTo(log);
  }

  /** Writes the documents; one that cannot be written hinders no other. */
  void end(RunFinished finished) {
    RecordedRun run = log.toRun(finished);
    List<UncheckedIOException> failures = new ArrayList<>();
    attempt(failures, directory.resolve(EVENTS), file -> events.close());
    for (ReportFormat format : ReportFormat.values()) {
      attempt(
          failures,
          directory.resolve(format.fileName()),
          file -> RunFile.replace(file, format, run));
    }
    summary.ifPresent(file -> attempt(failures, file, known -> append(known, run)));
    if (!failures.isEmpty()) {
      UncheckedIOException first = failures.get(0);
      failures.subList(1, failures.size()).forEach(first::addSuppressed);
      throw first;
    }
  }

  /** Leaves it as it is: with the events so far, and without documents. */
  void close() {
    try {
      events.close();
    } catch (IOException e) {
      throw cannotWrite(directory.resolve(EVENTS), e);
    }
  }

  private interface Write {
    void to(Path file) throws IOException;
  }

  private static void attempt(List<UncheckedIOException> failures, Path file, Write write) {
    try {
      write.to(file);
    } catch (IOException e) {
      failures.add(cannotWrite(file, e));
    }
  }

  /** Other steps of the job may have written a summary: all of it has to fit. */
  private static void append(Path file, RecordedRun run) throws IOException {
    long there = Files.exists(file) ? Files.size(file) : 0;
    try (Writer out = RunFile.open(file, true)) {
      out.write(SummaryMarkdown.of(run, SummaryMarkdown.MOST_BYTES - there));
    }
  }
}
