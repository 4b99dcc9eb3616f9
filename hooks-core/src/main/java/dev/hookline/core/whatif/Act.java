package dev.hookline.core.whatif;

/** What a hook does in a simulation in place of its work. */
public enum Act {
  /** It throws, each time it is tried. */
  FAIL,
  /** It does not end before it is asked to. */
  TIME_OUT,
  /** The run is cancelled meanwhile, and it stops. */
  CANCEL,
  /** The process dies meanwhile. */
  DIE
}
