package dev.hookline.core.input;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What undoes the hooks of a phase that succeeded. */
public final class Undos {
  private @Nullable List<Task> oldestFirst;

  /** Adds the undo of a hook that succeeded. */
  public void add(Task undo) {
    List<Task> list = oldestFirst == null ? new ArrayList<>() : oldestFirst;
    oldestFirst = list;
    list.add(undo);
  }

  /** Returns whether there is nothing to undo. */
  public boolean isEmpty() {
    return oldestFirst == null;
  }

  /** Returns what is to be undone, newest first, and forgets it. */
  public List<Task> take() {
    List<Task> newestFirst = oldestFirst == null ? List.of() : oldestFirst;
    oldestFirst = null;
    Collections.reverse(newestFirst);
    return newestFirst;
  }
}
