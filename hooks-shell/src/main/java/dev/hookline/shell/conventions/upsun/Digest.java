package dev.hookline.shell.conventions.upsun;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/** Stands for a text that is too long, or too secret, to be shown. */
final class Digest {
  private Digest() {}

  static String of(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }
}
