package dev.hookline.core.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One attempt of a hook. */
@Name("dev.hookline.Attempt")
@Label("Attempt")
@Category("Hookline")
@StackTrace(false)
final class AttemptEvent extends Event {
  @Label("Run id")
  String run = "";

  @Label("Hook")
  String hook = "";

  @Label("Outcome")
  String outcome = "";

  @Label("Attempt")
  int attempt;
}
