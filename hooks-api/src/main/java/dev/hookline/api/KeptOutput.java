package dev.hookline.api;

import java.util.Objects;

/**
 * What a report keeps of a hook's output: the first 8 KiB and the last 24 KiB, read as UTF-8 and
 * with secrets masked. Immutable and thread-safe.
 *
 * @param head the first part, whole if nothing was omitted
 * @param omittedBytes how many bytes between head and tail were not kept; 0 if all is here
 * @param tail the last part, or the empty text if {@code head} holds everything
 */
public record KeptOutput(String head, long omittedBytes, String tail) {
  private static final KeptOutput NONE = new KeptOutput("", 0, "");

  /** Refuses null. */
  public KeptOutput {
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(tail, "tail");
  }

  /** Returns the output of a hook that wrote nothing. */
  public static KeptOutput none() {
    return NONE;
  }

  /** Returns whether the hook wrote nothing. */
  public boolean isEmpty() {
    return head.isEmpty() && tail.isEmpty() && omittedBytes == 0;
  }

  /** Returns head and tail, with a line between them that says how much is missing. */
  public String text() {
    return omittedBytes == 0
        ? head + tail
        : head + "\n[… " + omittedBytes + " bytes omitted …]\n" + tail;
  }
}
