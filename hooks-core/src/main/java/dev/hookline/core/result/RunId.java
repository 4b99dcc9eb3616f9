package dev.hookline.core.result;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The id of a run, put into words when it is asked for. It looks like a random UUID. Two runs of
 * one JVM differ in the lower half, because multiplying by an odd number loses nothing; runs of
 * different JVMs differ by the random number that each JVM begins with. Thread-safe.
 */
public final class RunId {
  private static final long ODD = 0x9e3779b97f4a7c15L;
  private static final long LOWER_BITS = 0x3fff_ffff_ffff_ffffL;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(ISO_8859_1);
  private static final AtomicLong NUMBERS = new AtomicLong();

  private volatile @Nullable String words;

  private RunId() {} // leaves the words alone, for most runs are never asked for them

  /**
   * Returns the id of another run. It gets its number when it is asked for, so that runs do not
   * share a counter unless the ids are read.
   */
  public static RunId next() {
    return new RunId();
  }

  /** Returns the id of a run that has a record; such a run may outlive its JVM. */
  public static RunId of(String known) {
    RunId id = new RunId();
    id.words = known;
    return id;
  }

  /** Returns the id as a report shows it; {@code java.util.UUID} costs 20 classes at start-up. */
  @Override
  public String toString() {
    String known = words;
    return known == null ? fixed() : known;
  }

  private synchronized String fixed() {
    String known = words;
    if (known == null) {
      known = made(NUMBERS.getAndIncrement());
      words = known;
    }
    return known;
  }

  private static String made(long number) {
    long upper = ((Seed.UPPER + number * ODD) & ~0xf000L) | 0x4000L;
    long lower = ((Seed.LOWER + number * ODD) & LOWER_BITS) | Long.MIN_VALUE;
    byte[] text = new byte[36];
    hex(text, 0, upper, 64, 32);
    hex(text, 9, upper, 32, 16);
    hex(text, 14, upper, 16, 0);
    hex(text, 19, lower, 64, 48);
    hex(text, 24, lower, 48, 0);
    return new String(text, ISO_8859_1);
  }

  /** Writes the bits of a number from one to another, highest first, and what divides the id. */
  private static void hex(byte[] text, int at, long number, int from, int to) {
    int next = at;
    for (int bit = from - 4; bit >= to; bit -= 4) {
      text[next++] = DIGITS[(int) (number >>> bit) & 0xf];
    }
    if (next < text.length) {
      text[next] = '-';
    }
  }

  /** Where the ids of this JVM begin. */
  private static final class Seed {
    static final long UPPER;
    static final long LOWER;

    static {
      ByteBuffer random = ByteBuffer.wrap(random());
      UPPER = random.getLong();
      LOWER = random.getLong();
    }

    /** The kernel's own random bytes cost a file; the JDK's cost a hundred classes at start-up. */
    private static byte[] random() {
      byte[] bytes = new byte[16];
      try (InputStream kernel = new FileInputStream("/dev/urandom")) {
        if (kernel.readNBytes(bytes, 0, bytes.length) == bytes.length) {
          return bytes;
        }
      } catch (IOException e) {
        // Not a Unix: the JDK knows where this system has its random numbers.
      }
      new SecureRandom().nextBytes(bytes);
      return bytes;
    }
  }
}
