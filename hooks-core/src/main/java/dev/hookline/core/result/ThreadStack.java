package dev.hookline.core.result;

import java.util.ArrayList;
import java.util.List;

/** What the thread of a hook was doing, for whoever asks why the hook hung. */
public final class ThreadStack {
  /** What calls hooks; from there on the stack is that of the tool. */
  private static final String CALLERS = "dev.hookline.core.run.";

  private static final int MOST = 60;

  private ThreadStack() {}

  /** Returns the name and the state of the thread, then its steps down to the hook's first one. */
  public static List<String> of(Thread thread) {
    List<String> lines = new ArrayList<>();
    lines.add("thread " + thread.getName() + " (" + thread.getState() + ")");
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().startsWith(CALLERS) || lines.size() > MOST) {
        break;
      }
      lines.add("  at " + plain(frame));
    }
    return lines;
  }

  /** Leaves out class loader and module. */
  private static StackTraceElement plain(StackTraceElement frame) {
    return new StackTraceElement(
        frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
  }
}
