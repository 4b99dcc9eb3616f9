package dev.hookline.core.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A hook, with all its attempts. */
@Name("dev.hookline.Hook")
@Label("Hook")
@Category("Hookline")
@StackTrace(false)
final class CallEvent extends Event {
  @Label("Run id")
  String run = "";

  @Label("Hook")
  String hook = "";

  @Label("Outcome")
  String outcome = "";
}
