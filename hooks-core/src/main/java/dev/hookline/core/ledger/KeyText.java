package dev.hookline.core.ledger;

import dev.hookline.api.OnceKey;
import dev.hookline.api.OnceKey.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** How a key stands in a ledger file, and in the name of the file. */
final class KeyText {
  private KeyText() {}

  /** Returns the key as it stands in a file: parts without spaces, with one space between them. */
  static String encode(OnceKey key) {
    return key.parts().stream().map(KeyText::encode).collect(Collectors.joining(" "));
  }

  private static String encode(Part part) {
    String name = part.name().isEmpty() ? "" : LedgerText.encode(part.name()) + "=";
    return name + LedgerText.encode(part.value());
  }

  static OnceKey decode(String encoded) {
    return OnceKey.of(Arrays.stream(encoded.split(" ", -1)).map(KeyText::decodePart).toList());
  }

  private static Part decodePart(String encoded) {
    int equals = encoded.indexOf('=');
    String name = encoded.substring(0, Math.max(equals, 0));
    return new Part(LedgerText.decode(name), LedgerText.decode(encoded.substring(equals + 1)));
  }

  /** Returns the name, without its ending, of the files that belong to a key. */
  static String fileName(OnceKey key) {
    try {
      byte[] bytes = encode(key).getBytes(StandardCharsets.US_ASCII);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
