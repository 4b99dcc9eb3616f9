package dev.hookline.core.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A phase or a step, from its beginning to its end. */
@Name("dev.hookline.Phase")
@Label("Phase")
@Category("Hookline")
@StackTrace(false)
final class PhaseEvent extends Event {
  @Label("Run id")
  String run = "";

  @Label("Phase")
  String phase = "";

  @Label("Status")
  String status = "";
}
