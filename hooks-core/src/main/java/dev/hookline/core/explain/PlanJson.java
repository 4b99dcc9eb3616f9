package dev.hookline.core.explain;

import dev.hookline.api.Condition;
import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.json.JsonWriter;
import java.util.List;

/** A plan as a JSON document; its members are described in {@code docs/plan.md}. */
final class PlanJson {
  private static final String FORMAT = "hookline-plan";
  private static final int VERSION = 1;

  private final StringBuilder text = new StringBuilder();
  private final JsonWriter json = JsonWriter.indented(text);

  PlanJson(PlanView plan) {
    json.beginObject().member("format", FORMAT).member("version", VERSION);
    json.member("name", plan.name());
    json.member("kind", plan.isLifecycle() ? "LIFECYCLE" : "PHASE");
    json.beginArray("phases");
    plan.phases().forEach(this::write);
    json.endArray().member("warnings", plan.warnings()).endObject();
  }

  private void write(PhaseView phase) {
    PhaseTasks tasks = phase.tasks();
    json.beginObject().member("name", phase.name()).member("kind", phase.role().name());
    json.member("onFailure", phase.onFailure().name());
    json.member("concurrency", tasks.concurrency);
    if (tasks.limit != null) {
      json.member("limit", tasks.limit);
    }
    if (!phase.ledger().isEmpty()) {
      json.member("ledger", phase.ledger());
    }
    if (!phase.first().isEmpty()) {
      json.member("first", phase.first());
    }
    json.beginArray("hooks");
    phase.hooks().forEach(this::write);
    json.endArray().endObject();
  }

  private void write(ShownHook hook) {
    HookSpec spec = hook.spec();
    json.beginObject().member("name", hook.name()).member("kind", spec.kind().name());
    json.member("place", hook.place()).member("command", hook.command());
    json.member("tags", spec.tags().stream().map(hook::shown).toList());
    writeOrder(hook);
    spec.timeout().ifPresent(limit -> json.member("limit", limit));
    spec.attemptTimeout().ifPresent(limit -> json.member("attemptLimit", limit));
    spec.gracePeriod().ifPresent(period -> json.member("gracePeriod", period));
    writeRetry(spec.retry());
    json.member("onFailure", spec.onFailure().name());
    writeConditions(hook);
    hook.undo().ifPresent(undo -> json.member("undo", undo));
    spec.declaredAt().ifPresent(place -> json.member("declaredAt", hook.shown(place)));
    writeForecast(hook);
    json.endObject();
  }

  private void writeOrder(ShownHook hook) {
    json.member("order", hook.spec().order().number());
    json.member("registered", hook.placement().registered());
    hook.placement().after().ifPresent(other -> json.member("waitsFor", hook.shown(other)));
    List<Constraint> constraints = hook.spec().order().constraints();
    if (constraints.isEmpty()) {
      return;
    }
    json.beginArray("constraints");
    for (Constraint constraint : constraints) {
      json.beginObject()
          .member("relation", constraint.relation().name())
          .member("other", hook.shown(constraint.other()))
          .member("required", constraint.required())
          .endObject();
    }
    json.endArray();
  }

  private void writeRetry(RetryPolicy retry) {
    if (retry == RetryPolicy.none()) {
      return;
    }
    json.beginObject("retry").member("attempts", retry.maxAttempts());
    json.member("firstWait", retry.firstWait()).member("longestWait", retry.longestWait());
    json.endObject();
  }

  private void writeConditions(ShownHook hook) {
    if (hook.spec().conditions().isEmpty()) {
      return;
    }
    json.beginArray("conditions");
    for (Condition condition : hook.spec().conditions()) {
      json.beginObject()
          .member("words", hook.shown(condition.words()))
          .member("withoutEffects", condition.isWithoutEffects())
          .endObject();
    }
    json.endArray();
  }

  private void writeForecast(ShownHook hook) {
    if (hook.forecast().isEmpty()) {
      return;
    }
    json.beginObject("forecast").member("runs", hook.wouldRun().orElse(false));
    hook.reasonToSkip().ifPresent(reason -> json.member("cause", reason.cause().name()));
    json.member("words", hook.forecast().get()).endObject();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
