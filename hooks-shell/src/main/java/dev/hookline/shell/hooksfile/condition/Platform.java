package dev.hookline.shell.hooksfile.condition;

import java.util.Locale;

/** An operating system. */
enum Platform {
  LINUX("linux"),
  MACOS("mac"),
  WINDOWS("windows");

  private final String begin;

  Platform(String begin) {
    this.begin = begin;
  }

  /** Returns whether this JVM runs on it. */
  boolean isThisOne() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith(begin);
  }

  /** Returns the name, as the file writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
