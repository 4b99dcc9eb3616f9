package dev.hookline.core.result;

/** How a call of a hook ended for the thread that made it. */
public sealed interface CallEnd permits MeasuredResult, CallEnd.Abandoned {

  /** The coordinator abandoned the hook and recorded that; the thread has nothing more to do. */
  enum Abandoned implements CallEnd {
    ABANDONED
  }
}
