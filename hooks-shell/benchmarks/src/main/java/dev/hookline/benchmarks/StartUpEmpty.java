package dev.hookline.benchmarks;

/** Does nothing. */
public final class StartUpEmpty {
  private StartUpEmpty() {}

  public static void main(String[] arguments) {}
}
