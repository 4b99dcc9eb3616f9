package dev.hookline.core.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * The styles and the script of the page, and the policy that lets a browser use these and nothing
 * else: should a text ever get out of its place, it can neither run nor load anything.
 */
final class PageParts {
  private PageParts() {}

  /** Returns what belongs into the head, but for the title. */
  static String head() {
    String styles = resource("report.css");
    String policy =
        "default-src 'none'; style-src "
            + hash(styles)
            + "; script-src "
            + hash(resource("report.js"))
            + "; base-uri 'none'; form-action 'none'";
    return "<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + policy
        + "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n<style>"
        + styles
        + "</style>\n";
  }

  /** Returns the script, which only searches. */
  static String script() {
    return "<script>" + resource("report.js") + "</script>\n";
  }

  private static String resource(String name) {
    try (InputStream in = PageParts.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " of this library", e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
