package dev.hookline.shell.testing;

/** Gives tests the null that the compiler would not let them write. */
public final class Nothing {
  private Nothing() {}

  public static <T> T value() {
    return null;
  }
}
