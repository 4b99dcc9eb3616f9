package dev.hookline.shell.hooksfile.text;

import java.io.Serial;

/** A variable has no value when the turn of its hook comes; a report shows the message alone. */
public final class MissingValueException extends IllegalStateException {
  @Serial private static final long serialVersionUID = 1;

  MissingValueException(String message) {
    super(message);
  }
}
