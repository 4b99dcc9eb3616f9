package dev.hookline.core.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the ledger remembers a run by: an ordered list of parts, such as the phase, the environment,
 * the revision and whatever else the result depends on.
 *
 * <pre>{@code
 * LedgerKey.of("build", "production").with("revision", commit).with("forced", buildVariable)
 * }</pre>
 *
 * <p>A part is any text, empty and with line breaks if need be, and plain or named. Two keys are
 * equal if their parts are, in the same order; a part named {@code a} with the value {@code b} is
 * not the plain part {@code a=b}. Immutable and thread-safe.
 */
public final class LedgerKey {
  private final List<Part> parts;

  private record Part(String name, String value) {
    String encoded() {
      return (name.isEmpty() ? "" : LedgerText.encode(name) + "=") + LedgerText.encode(value);
    }

    static Part decode(String encoded) {
      int equals = encoded.indexOf('=');
      String name = encoded.substring(0, Math.max(equals, 0));
      return new Part(LedgerText.decode(name), LedgerText.decode(encoded.substring(equals + 1)));
    }

    @Override
    public String toString() {
      return name.isEmpty() ? value : name + "=" + value;
    }
  }

  private LedgerKey(Stream<Part> parts) {
    this.parts = parts.toList();
  }

  /** Returns the key of these plain parts. */
  public static LedgerKey of(String first, String... more) {
    return new LedgerKey(
        Stream.concat(Stream.of(first), Arrays.stream(more)).map(LedgerKey::plain));
  }

  /** Returns this key with one more plain part. */
  public LedgerKey with(String part) {
    return with(plain(part));
  }

  /**
   * Returns this key with one more part that has a name.
   *
   * @throws IllegalArgumentException if the name is empty
   */
  public LedgerKey with(String name, String value) {
    Objects.requireNonNull(value, "value of a ledger key part");
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "the name of a ledger key part is empty; name it or use with(part)");
    }
    return with(new Part(name, value));
  }

  private LedgerKey with(Part part) {
    return new LedgerKey(Stream.concat(parts.stream(), Stream.of(part)));
  }

  private static Part plain(String part) {
    return new Part("", Objects.requireNonNull(part, "part of a ledger key"));
  }

  /** Returns how the key stands in a file: parts without spaces, with one space between them. */
  String encoded() {
    return parts.stream().map(Part::encoded).collect(Collectors.joining(" "));
  }

  static LedgerKey decode(String encoded) {
    return new LedgerKey(Arrays.stream(encoded.split(" ", -1)).map(Part::decode));
  }

  /** Returns the name, without its ending, of the files that belong to this key. */
  String fileName() {
    try {
      byte[] bytes = encoded().getBytes(StandardCharsets.US_ASCII);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LedgerKey that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  /**
   * Returns the parts on one line, such as {@code build / production / revision=4f2a}; characters
   * that cannot be seen stand as {@code \}{@code u000a}.
   */
  @Override
  public String toString() {
    String shown = parts.stream().map(Part::toString).collect(Collectors.joining(" / "));
    return shown.codePoints().mapToObj(LedgerKey::visible).collect(Collectors.joining());
  }

  private static String visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          String.format("\\u%04x", c);
      default -> Character.toString(c);
    };
  }
}
