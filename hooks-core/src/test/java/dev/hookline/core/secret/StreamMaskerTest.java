package dev.hookline.core.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Masking in pieces shows what masking of the whole shows, and that is what the rule says. */
class StreamMaskerTest {
  private static final int MASKERS = 500;
  private static final int TEXTS_EACH = 5;

  private static Masker masker(String... secrets) {
    Environment environment = Environment.empty();
    for (int i = 0; i < secrets.length; i++) {
      environment = environment.withSecret("S" + i, secrets[i]);
    }
    return Masker.NONE.with(environment);
  }

  /** The rule itself: find every form everywhere, join those that overlap, mask each group. */
  private static String byTheRule(List<String> secrets, String text) {
    SecretForms forms = new SecretForms();
    secrets.stream().filter(secret -> !secret.isBlank()).forEach(forms::add);
    byte[] bytes = text.getBytes(UTF_8);
    int[] ends = new int[bytes.length];
    for (byte[] form : forms.bytes()) {
      for (int at = 0; at + form.length <= bytes.length; at++) {
        if (Arrays.equals(form, Arrays.copyOfRange(bytes, at, at + form.length))) {
          ends[at] = Math.max(ends[at], at + form.length);
        }
      }
    }
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    int end = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (ends[at] > 0 && at >= end) {
        shown.writeBytes("***".getBytes(UTF_8));
      }
      end = Math.max(end, ends[at]);
      if (at >= end) {
        shown.write(bytes[at]);
      }
    }
    return shown.toString(UTF_8);
  }

  private static String inPieces(Masker masker, String text, Random random) {
    int longest = 1 + random.nextInt(9);
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    StreamMasker stream = new StreamMasker(shown::write);
    byte[] bytes = text.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, random.nextInt(longest + 1));
      stream.write(masker, bytes, at, length);
      at += length;
    }
    stream.end();
    return shown.toString(UTF_8);
  }

  private static String text(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    int[] characters = alphabet.codePoints().toArray();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.toString();
  }

  private static void check(long seed, String alphabet, int shortest, int longest) {
    Random random = new Random(seed);
    for (int i = 0; i < MASKERS; i++) {
      List<String> secrets = new ArrayList<>();
      for (int count = 1 + random.nextInt(5); count > 0; count--) {
        secrets.add(text(random, alphabet, shortest + random.nextInt(longest - shortest + 1)));
      }
      Masker masker = masker(secrets.toArray(new String[0]));
      for (int j = 0; j < TEXTS_EACH; j++) {
        String text = withParts(secrets, random, alphabet);
        String expected = byTheRule(secrets, text);
        String which = "masker " + i + " of seed " + seed + ": " + secrets + " in " + text;
        assertThat(masker.mask(text)).as(which).isEqualTo(expected);
        assertThat(inPieces(masker, text, random)).as(which).isEqualTo(expected);
      }
    }
  }

  /** Returns text in which secrets, beginnings of secrets and other letters alternate. */
  private static String withParts(List<String> secrets, Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    while (text.length() < 60) {
      String secret = secrets.get(random.nextInt(secrets.size()));
      text.append(text(random, alphabet, random.nextInt(4)));
      text.append(secret, 0, secret.offsetByCodePoints(0, cut(random, secret)));
    }
    return text.toString();
  }

  private static int cut(Random random, String secret) {
    int length = secret.codePointCount(0, secret.length());
    return random.nextBoolean() ? length : random.nextInt(length + 1);
  }

  @Test
  void write_secretsOfTwoLetters_masksByTheRuleHoweverItIsCut() {
    check(1, "ab", 1, 6);
  }

  @Test
  void write_secretsThatMayBeSkippedTo_masksByTheRuleHoweverItIsCut() {
    check(2, "ab", 3, 12);
  }

  @Test
  void write_secretsBeyondAscii_masksByTheRuleHoweverItIsCut() {
    check(3, "aé€😀", 1, 5);
  }

  @Test
  void write_secretsWithLinesAndQuotes_masksByTheRuleHoweverItIsCut() {
    check(4, "abcd\n'\"\\ \t", 1, 12);
  }

  @Test
  void write_manyLetters_masksByTheRuleHoweverItIsCut() {
    check(5, "abcdefghijklmnopqrstuvwxyz0123456789", 3, 20);
  }

  @Test
  void heldText_afterEachByte_isWhatTheEndWouldShow() {
    Masker masker = masker("abcabd", "bca", "ab");
    byte[] bytes = "xabcabcabdbcab".getBytes(UTF_8);
    for (int length = 0; length <= bytes.length; length++) {
      ByteArrayOutputStream shown = new ByteArrayOutputStream();
      StreamMasker stream = new StreamMasker(shown::write);
      for (int at = 0; at < length; at++) {
        stream.write(masker, bytes, at, 1);
      }
      String text = new String(bytes, 0, length, UTF_8);
      assertThat(shown.toString(UTF_8) + stream.heldText())
          .isEqualTo(byTheRule(List.of("abcabd", "bca", "ab"), text));
    }
  }

  @Test
  void write_secretLearntWhileItsBeginningIsHeldBack_isMasked() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    StreamMasker stream = new StreamMasker(shown::write);
    Masker first = masker("hunter2");
    stream.write(first, "x hun".getBytes(UTF_8), 0, 5);
    Masker second = first.with(Environment.empty().withSecret("NEW", "unicorn"));
    stream.write(second, "icorn hunter2".getBytes(UTF_8), 0, 13);
    stream.end();
    assertThat(shown.toString(UTF_8)).isEqualTo("x h*** ***");
  }

  @Test
  void write_secretLearntInsideAMask_isPartOfTheMask() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    StreamMasker stream = new StreamMasker(shown::write);
    Masker first = masker("abcdab", "abx");
    stream.write(first, "-abcdab".getBytes(UTF_8), 0, 7);
    Masker second = first.with(Environment.empty().withSecret("NEW", "aby"));
    stream.write(second, "y-".getBytes(UTF_8), 0, 2);
    stream.end();
    assertThat(shown.toString(UTF_8)).isEqualTo("-***-");
  }
}
