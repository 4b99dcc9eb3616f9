package dev.hookline.core.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The forms in which secrets are written: as they are, quoted and escaped by shells, in JSON, XML
 * and URLs, and in base64. What GitHub's runner masks is among them. A secret of several lines is
 * also taken line by line, because that is how it is often printed. Not thread-safe.
 */
final class SecretForms {
  /** A line of a secret, or a piece of base64, that is shorter than this is too common. */
  private static final int SHORTEST_PART = 4;

  private final Set<String> forms = new LinkedHashSet<>();

  /** Adds the forms of a secret that is not blank. */
  void add(String value) {
    String whole = withoutLineEnds(value);
    addForms(whole);
    addBase64(value);
    if (whole.indexOf('\n') >= 0 || whole.indexOf('\r') >= 0) {
      for (String line : whole.lines().toList()) {
        String stripped = line.strip();
        if (stripped.length() >= SHORTEST_PART) {
          addForms(stripped);
        }
      }
    }
  }

  /** Returns all forms in UTF-8. */
  List<byte[]> bytes() {
    List<byte[]> bytes = new ArrayList<>(forms.size());
    for (String form : forms) {
      bytes.add(form.getBytes(UTF_8));
    }
    return bytes;
  }

  private static String withoutLineEnds(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isLineEnd(value.charAt(start))) {
      start++;
    }
    while (end > start && isLineEnd(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean isLineEnd(char c) {
    return c == '\r' || c == '\n';
  }

  private void addForms(String value) {
    forms.add(value);
    for (Escape escape : Escape.ALL) {
      forms.add(escape.of(value));
    }
    addBase64(value);
  }

  /**
   * The characters of base64 depend on how many bytes stand before the secret. The first and the
   * last one may hold bits of its neighbours, and are left out then; if nothing follows the secret,
   * the last one is known, and there may be padding.
   */
  private void addBase64(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      String padded = Base64.getEncoder().encodeToString(shifted);
      int from = (8 * before + 5) / 6;
      int certain = 8 * shifted.length / 6;
      int full = (8 * shifted.length + 5) / 6;
      addPiece(padded.substring(from, certain));
      addPiece(padded.substring(from, full));
      addPiece(padded.substring(from));
    }
  }

  private void addPiece(String base64) {
    if (base64.length() >= SHORTEST_PART) {
      forms.add(base64);
      forms.add(base64.replace('+', '-').replace('/', '_'));
    }
  }
}
