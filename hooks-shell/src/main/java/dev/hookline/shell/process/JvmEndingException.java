package dev.hookline.shell.process;

import java.io.IOException;

/** Says that no process may be started any more, because the JVM is ending. */
public final class JvmEndingException extends IOException {
  private static final long serialVersionUID = 1;

  JvmEndingException() {
    super("the JVM is shutting down");
  }
}
