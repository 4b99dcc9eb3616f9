package dev.hookline.core.whatif;

import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.core.json.JsonWriter;
import dev.hookline.core.secret.Masker;
import java.util.List;
import java.util.Locale;

/** An outlook as a JSON document; its members are described in {@code docs/plan.md}. */
public final class OutlookJson {
  private static final String FORMAT = "hookline-what-if";
  private static final int VERSION = 1;

  private final StringBuilder text = new StringBuilder();
  private final JsonWriter json = JsonWriter.indented(text);
  private final Masker masker;

  private OutlookJson(Masker masker) {
    this.masker = masker;
  }

  /**
   * Returns the document, with secrets masked.
   *
   * @param mishap how the document calls what goes wrong
   */
  public static String of(Outlook outlook, String mishap, Masker masker) {
    OutlookJson writer = new OutlookJson(masker);
    writer.write(outlook, mishap);
    return writer.text.toString();
  }

  private void write(Outlook outlook, String mishap) {
    json.beginObject().member("format", FORMAT).member("version", VERSION);
    json.member("name", masker.mask(outlook.name()));
    json.member("hook", masker.mask(outlook.hook().name()));
    json.member("phase", masker.mask(outlook.hook().phase().name()));
    json.member("mishap", mishap);
    json.member("status", outlook.course().status().name());
    json.member("statusIfAllWell", outlook.allWell().status().name());
    if (outlook.act() == Act.DIE) {
      write("ended", outlook.ended());
      write("notUndone", outlook.forgotten());
    }
    write("results", outlook.course().results());
    write("differences", outlook.differences());
    json.endObject();
  }

  private void write(String member, List<HookResult> results) {
    json.beginArray(member);
    results.forEach(this::write);
    json.endArray();
  }

  private void write(HookResult result) {
    json.beginObject().member("hook", masker.mask(result.hook().name()));
    json.member("phase", masker.mask(result.hook().phase().name()));
    json.member("kind", result.hook().kind().name());
    json.member("outcome", result.status().toUpperCase(Locale.ROOT).replace(' ', '_'));
    if (result.outcome() instanceof Skipped skipped) {
      json.member("cause", skipped.reason().cause().name());
      json.member("words", skipped.reason().words());
    }
    json.endObject();
  }
}
