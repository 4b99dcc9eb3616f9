package dev.hookline.shell;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The orders in which the files of a directory run; none depends on the locale or the machine. */
public enum NameOrder implements Comparator<String> {
  /**
   * By the bytes of the names in UTF-8, as {@code run-parts} does (R1): {@code 10} before {@code
   * 9}.
   */
  BYTES {
    @Override
    public int compare(String one, String other) {
      return Arrays.compareUnsigned(
          one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
  },

  /** As {@code sort -V} of GNU does, which nginx uses (R2): {@code 9} before {@code 10}. */
  VERSION {
    @Override
    public int compare(String one, String other) {
      int result = VersionOrder.compare(one, other);
      return result == 0 ? BYTES.compare(one, other) : result;
    }
  }
}
