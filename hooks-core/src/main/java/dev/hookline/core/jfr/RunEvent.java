package dev.hookline.core.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A run, from its beginning to its end. */
@Name("dev.hookline.Run")
@Label("Run")
@Category("Hookline")
@StackTrace(false)
final class RunEvent extends Event {
  @Label("Run id")
  String run = "";

  @Label("Phase or lifecycle")
  String name = "";

  @Label("Status")
  String status = "";
}
