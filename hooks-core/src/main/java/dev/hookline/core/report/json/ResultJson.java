package dev.hookline.core.report.json;

import dev.hookline.api.HookAttempt;
import dev.hookline.api.HookResult;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.LeftBehind;
import dev.hookline.core.json.JsonWriter;
import java.util.List;

/** Writes what is known of one hook at its end. What there is nothing of is left out. */
final class ResultJson {
  private ResultJson() {}

  /** Writes the members of a result, but for the id of its hook. */
  static void write(JsonWriter json, HookResult result, boolean isIgnored) {
    JsonValues.outcome(json, result.outcome());
    if (isIgnored) {
      json.member("ignored", true);
    }
    json.member("startedAt", result.startedAt().toString());
    json.member("seconds", result.duration());
    json.member("command", result.command());
    result.declaredAt().ifPresent(place -> json.member("declaredAt", place));
    json.member("attempts", result.attempts());
    if (result.attempts() > 1) {
      history(json, result.attemptHistory());
    }
    output(json, result.output());
    leftBehind(json, result.leftBehind());
    if (!result.postMortem().isEmpty()) {
      json.member("postMortem", result.postMortem());
    }
    result.commandByHand().ifPresent(command -> json.member("commandByHand", command));
  }

  private static void history(JsonWriter json, List<HookAttempt> attempts) {
    json.beginArray("attemptHistory");
    for (HookAttempt attempt : attempts) {
      json.beginObject().member("number", attempt.number());
      json.member("startedAt", attempt.startedAt().toString());
      json.member("seconds", attempt.duration());
      JsonValues.outcome(json, attempt.outcome());
      json.endObject();
    }
    json.endArray();
  }

  private static void output(JsonWriter json, KeptOutput output) {
    if (output.isEmpty()) {
      return;
    }
    json.beginObject("output").member("head", output.head());
    if (output.omittedBytes() > 0) {
      json.member("omittedBytes", output.omittedBytes()).member("tail", output.tail());
    } else if (!output.tail().isEmpty()) {
      json.member("tail", output.tail());
    }
    json.endObject();
  }

  private static void leftBehind(JsonWriter json, List<LeftBehind> all) {
    if (all.isEmpty()) {
      return;
    }
    json.beginArray("leftBehind");
    for (LeftBehind left : all) {
      json.beginObject().member("kind", JsonValues.word(left.kind())).member("id", left.id());
      json.member("description", left.description()).endObject();
    }
    json.endArray();
  }
}
