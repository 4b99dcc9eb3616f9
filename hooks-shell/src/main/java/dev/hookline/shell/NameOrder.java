package dev.hookline.shell;

import dev.hookline.shell.files.VersionOrder;
import java.util.Comparator;

/** The orders in which the files of a directory run; none depends on the locale or the machine. */
public enum NameOrder implements Comparator<String> {
  /** By the bytes of the names in UTF-8, as {@code run-parts} does: {@code 10} before {@code 9}. */
  BYTES,

  /**
   * As {@code sort -V} of GNU does, which the entrypoint of nginx uses: {@code 9} before {@code
   * 10}.
   */
  VERSION;

  @Override
  public int compare(String one, String other) {
    int result = this == VERSION ? VersionOrder.compare(one, other) : 0;
    return result == 0 ? compareBytes(one, other) : result;
  }

  private static int compareBytes(String one, String other) {
    int end = Math.min(one.length(), other.length());
    for (int i = 0; i < end; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        return rank(a) - rank(b);
      }
    }
    return one.length() - other.length();
  }

  /** Moves the halves of the characters beyond U+FFFF behind all others, as their bytes are. */
  private static int rank(char c) {
    if (c < Character.MIN_SURROGATE) {
      return c;
    }
    return c <= Character.MAX_SURROGATE ? c + 0x2000 : c - 0x800;
  }
}
