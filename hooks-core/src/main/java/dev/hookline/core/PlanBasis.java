package dev.hookline.core;

import dev.hookline.api.HookId;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.SkipReason;
import dev.hookline.core.explain.Forecast;
import dev.hookline.core.input.EngineSettings;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.RunRequest;
import dev.hookline.core.whatif.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plan knows beside its hooks. Immutable.
 *
 * @param engine the settings of the engine
 * @param request the request; null if the plan is for none
 * @param forecast what a run with the request would do; null if the plan is for none
 */
record PlanBasis(EngineSettings engine, @Nullable RunRequest request, @Nullable Forecast forecast) {

  static PlanBasis of(EngineSettings engine) {
    return new PlanBasis(engine, null, null);
  }

  List<String> warnings() {
    return forecast == null ? List.of() : forecast.warnings();
  }

  Scenario scenario(
      String name,
      @Nullable Lifecycle lifecycle,
      List<PhaseTasks> phases,
      @Nullable PhaseTasks own) {
    Map<HookId, SkipReason> leftOut = forecast == null ? Map.of() : forecast.leftOut();
    RunRequest asked = request == null ? RunRequest.plain(Path.of("").toAbsolutePath()) : request;
    return new Scenario(engine, asked, name, lifecycle, phases, own, leftOut);
  }
}
