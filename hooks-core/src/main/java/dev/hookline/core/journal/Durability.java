package dev.hookline.core.journal;

/** When what is written is forced to the disk. Only the loss of power makes a difference. */
public enum Durability {
  /** Before each act, and after it: what was done is never forgotten. */
  EACH_RECORD,
  /** After each hook: one that was running when the power was lost may count as not begun. */
  EACH_HOOK,
  /** When the run begins and ends: after a loss of power hooks may run again that had ended. */
  END_OF_RUN
}
