package dev.hookline.example;

import dev.hookline.api.Environment;
import dev.hookline.api.HookSource;
import dev.hookline.api.Lifecycle;
import dev.hookline.core.ConsoleProgress;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.example.Arguments.Mode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.Optional;

/**
 * A lifecycle with the hooks that run in it: what is planned, described or run.
 *
 * @param engine has the hooks
 * @param lifecycle the phases, and the tool's own steps between them
 * @param request what the hooks are given
 */
record Deployment(HookEngine engine, Lifecycle lifecycle, HookRequest request) {
  /** As wide as a shell that exports it says; a file has no margin. */
  private static final int PLAN_WIDTH =
      Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "1000"));

  /**
   * Where a deployment takes place.
   *
   * @param releases all releases
   * @param release the new one
   * @param address where the site is served
   * @param out where to tell what happens
   */
  record Place(Releases releases, Release release, URI address, PrintStream out) {

    /** Returns an engine without hooks that tells what happens. */
    HookEngineBuilder engine() {
      return HookEngine.builder().listener(ConsoleProgress.to(out));
    }

    /** Returns an engine with the hooks of a project. */
    HookEngine engine(HookSource hooks) {
      return engine().load(hooks).build();
    }

    /** Returns a request for hooks that work in the new release. */
    HookRequest request() {
      return HookRequest.in(release.directory())
          .environment(
              Environment.of("RELEASE", release.name())
                  .with("SHARED_DIR", releases.shared().toString())
                  .with("SITE_URL", address.toString()));
    }

    /** Makes the new release the current one. */
    void switchOver() throws IOException {
      releases.switchTo(release.directory());
    }
  }

  /** Prints the plan, or runs it and prints the report. */
  Optional<RunReport> run(Mode mode, PrintStream out) {
    if (mode == Mode.PLAN) {
      out.println(engine.plan(lifecycle).toText(PLAN_WIDTH));
      return Optional.empty();
    }
    RunReport report =
        engine.runUntilSignal(lifecycle, mode == Mode.DRY_RUN ? request.dryRun() : request);
    out.println(report);
    return Optional.of(report);
  }
}
