package dev.hookline.core;

import dev.hookline.core.ledger.CutOff;

/**
 * The failure that undo, on-failure and always hooks deal with after an earlier run was cut off.
 */
final class CutOffException extends Exception {
  private static final long serialVersionUID = 1;

  CutOffException(CutOff cutOff) {
    super("run " + cutOff.runId() + ", begun at " + cutOff.began() + ", was cut off");
  }
}
