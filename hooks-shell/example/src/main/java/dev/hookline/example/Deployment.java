package dev.hookline.example;

import dev.hookline.api.Environment;
import dev.hookline.api.HookSource;
import dev.hookline.api.Lifecycle;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.core.WhatIf.Mishap;
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
   * @param out where people see what happens
   * @param showing what they see of it
   */
  record Place(Releases releases, Release release, URI address, PrintStream out, Showing showing) {

    /** Returns an engine without hooks that shows what happens. */
    HookEngineBuilder engine() {
      HookEngineBuilder builder = HookEngine.builder();
      showing.listeners(out).forEach(builder::listener);
      return builder;
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

  /** Answers what is asked about the plan, or runs it and prints the report. */
  Optional<RunReport> run(Arguments arguments, PrintStream out) throws WrongInputException {
    HookRequest selected = arguments.showing().select(request);
    try {
      return switch (arguments.mode()) {
        case PLAN -> said(out, engine.plan(lifecycle, selected).toText(PLAN_WIDTH));
        case WHY -> said(out, engine.plan(lifecycle, selected).why(arguments.hook()));
        case WHAT_IF ->
            said(out, engine.plan(lifecycle, selected).whatIf(arguments.hook(), Mishap.FAILS));
        case DRY_RUN -> ran(out, selected.dryRun());
        default -> ran(out, selected);
      };
    } catch (IllegalArgumentException e) {
      throw new WrongInputException(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<RunReport> said(PrintStream out, Object answer) {
    out.println(answer);
    return Optional.empty();
  }

  private Optional<RunReport> ran(PrintStream out, HookRequest selected) {
    RunReport report = engine.runUntilSignal(lifecycle, selected);
    out.println(report);
    return Optional.of(report);
  }
}
