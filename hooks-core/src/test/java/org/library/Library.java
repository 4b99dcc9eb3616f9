package org.library;

/** Code that belongs neither to a tool nor to Hookline. */
public final class Library {
  private Library() {}

  public static void refuse() {
    throw new UnsupportedOperationException();
  }
}
