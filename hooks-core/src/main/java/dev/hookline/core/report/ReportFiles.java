package dev.hookline.core.report;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookListener;
import dev.hookline.api.RunInfo;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes everything there is to know of a run into a directory: {@code events.jsonl} line by line
 * while it runs, and at its end {@code report.json}, {@code junit.xml}, {@code report.html}, {@code
 * trace.json} and {@code summary.md}. They are in UTF-8, with secrets masked.
 *
 * <pre>{@code
 * HookEngine.builder().listener(ReportFiles.in(Path.of("target", "deployment")))
 * }</pre>
 *
 * <p>The directory is made if it is not there; reports of an earlier run in it are replaced. If one
 * listener hears several runs, the first one is in the directory itself, and each further one in a
 * directory of its own below it, with the id of the run as its name. A report that cannot be
 * written changes nothing in the run, but for a warning. Thread-safe.
 */
public final class ReportFiles implements HookListener {
  /** The variable in which GitHub Actions, and what is compatible with it, name the file. */
  private static final String STEP_SUMMARY = "GITHUB_STEP_SUMMARY";

  private final Path directory;
  private final Optional<Path> summary;
  private final AtomicBoolean isUsed = new AtomicBoolean();
  private final Map<String, RunDirectory> running = new ConcurrentHashMap<>();

  private ReportFiles(Path directory, Optional<Path> summary) {
    this.directory = directory;
    this.summary = summary;
  }

  /** Returns a listener that writes into this directory. */
  public static ReportFiles in(Path directory) {
    return new ReportFiles(Objects.requireNonNull(directory, "directory"), Optional.empty());
  }

  /**
   * Returns a listener for the same directory that, at the end of a run, also appends the summary
   * to the file that {@code GITHUB_STEP_SUMMARY} names, if these variables have it, as far as the
   * file keeps below 1,000,000 bytes.
   *
   * @param environment such as {@link System#getenv()}
   */
  public ReportFiles stepSummary(Map<String, String> environment) {
    Optional<String> file = Optional.ofNullable(environment.get(STEP_SUMMARY));
    return new ReportFiles(directory, file.filter(name -> !name.isBlank()).map(Path::of));
  }

  @Override
  public void event(HookEvent event) {
    if (event instanceof RunStarted started) {
      running.put(event.run().id(), RunDirectory.begin(directoryOf(started), summary, started));
    }
    RunDirectory report = running.get(event.run().id());
    if (report == null) {
      return;
    }
    report.add(event);
    if (event instanceof RunFinished finished) {
      running.remove(event.run().id());
      report.end(finished);
    }
  }

  /** Closes what was open for the run. */
  @Override
  public void dropped(RunInfo run) {
    RunDirectory report = running.remove(run.id());
    if (report != null) {
      report.close();
    }
  }

  private Path directoryOf(RunStarted started) {
    return isUsed.getAndSet(true) ? directory.resolve(started.run().id()) : directory;
  }
}
