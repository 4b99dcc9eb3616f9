package dev.hookline.core.report.json;

import dev.hookline.api.HookExitException;
import dev.hookline.api.HookId;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.core.json.JsonWriter;
import dev.hookline.core.output.FailureText;
import java.util.Locale;

/** How hooks, outcomes and failures stand in JSON, in every report the same. */
final class JsonValues {
  private JsonValues() {}

  /** Writes a member that names a hook. */
  static void hook(JsonWriter json, HookId hook) {
    json.beginObject("hook");
    id(json, hook);
    json.endObject();
  }

  /** Writes the members by which a hook is known. */
  static void id(JsonWriter json, HookId hook) {
    json.member("phase", hook.phase().name());
    json.member("name", hook.name());
    json.member("kind", word(hook.kind()));
  }

  /** Returns a constant as JSON has it: {@code ON_FAILURE} as {@code on-failure}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Writes the members that say how something ended, and why. */
  static void outcome(JsonWriter json, HookOutcome outcome) {
    json.member("status", outcome.toString().replace(' ', '-'));
    if (outcome instanceof TimedOut timedOut) {
      json.beginObject("limit");
      json.member("of", word(timedOut.limit())).member("seconds", timedOut.allowed());
      json.endObject();
    }
    if (outcome instanceof Skipped skipped) {
      json.beginObject("skipped");
      json.member("cause", word(skipped.reason().cause()));
      json.member("reason", skipped.reason().words());
      json.endObject();
    }
    outcome.failure().ifPresent(failure -> failure(json, failure));
  }

  /** Writes a member that says what was thrown. */
  static void failure(JsonWriter json, Throwable failure) {
    json.beginObject("failure").member("text", FailureText.of(failure));
    if (failure instanceof HookExitException exit) {
      json.member("exitCode", exit.exitCode());
    }
    json.endObject();
  }
}
