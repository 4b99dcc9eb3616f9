package dev.hookline.core.ledger.text;

import dev.hookline.api.OnceKey;
import dev.hookline.api.OnceKey.Part;
import dev.hookline.api.Phase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** How a phase and its key stand in a ledger file, and in the name of the file. */
public final class KeyText {
  private KeyText() {}

  /** Returns the key as it stands in a file: parts without spaces, with one space between them. */
  public static String encode(OnceKey key) {
    return key.parts().stream().map(KeyText::encode).collect(Collectors.joining(" "));
  }

  private static String encode(Part part) {
    String name = part.name().isEmpty() ? "" : LedgerText.encode(part.name()) + "=";
    return name + LedgerText.encode(part.value());
  }

  /**
   * Reads a key.
   *
   * @throws RuntimeException if it is not one
   */
  public static OnceKey decode(String encoded) {
    return OnceKey.of(Arrays.stream(encoded.split(" ", -1)).map(KeyText::decodePart).toList());
  }

  private static Part decodePart(String encoded) {
    int equals = encoded.indexOf('=');
    String name = encoded.substring(0, Math.max(equals, 0));
    return new Part(LedgerText.decode(name), LedgerText.decode(encoded.substring(equals + 1)));
  }

  /** Returns the phase, one space and the key. */
  public static String encode(Phase phase, OnceKey key) {
    return LedgerText.encode(phase.name()) + " " + encode(key);
  }

  /** Returns the name, without its ending, of the files that belong to a phase and its key. */
  public static String fileName(Phase phase, OnceKey key) {
    try {
      byte[] bytes = encode(phase, key).getBytes(StandardCharsets.US_ASCII);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Returns how messages name a phase and its key. */
  public static String words(Phase phase, OnceKey key) {
    return "key \"" + key + "\" of phase " + phase;
  }
}
