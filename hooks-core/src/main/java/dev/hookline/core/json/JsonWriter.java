package dev.hookline.core.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Writes one JSON document, member by member, in the order of the calls. What is begun has to be
 * ended; nothing else is checked. A target that throws {@link IOException} makes every method throw
 * {@link UncheckedIOException}. Not thread-safe.
 */
public final class JsonWriter {
  private static final String INDENT = "  ";

  private final Appendable out;
  private final boolean isIndented;
  private final UnaryOperator<String> masking;
  private int depth;
  private boolean isFirst = true;
  private boolean isNamed;

  private JsonWriter(Appendable out, boolean isIndented, UnaryOperator<String> masking) {
    this.out = out;
    this.isIndented = isIndented;
    this.masking = masking;
  }

  /** Returns a writer whose document has no spaces and no line ends. */
  public static JsonWriter compact(Appendable out) {
    return new JsonWriter(out, false, UnaryOperator.identity());
  }

  /** Returns a writer that puts each member and each element on a line of its own. */
  public static JsonWriter indented(Appendable out) {
    return new JsonWriter(out, true, UnaryOperator.identity());
  }

  /** Returns a writer to the same target that passes every text, but no name, through this. */
  public JsonWriter masking(UnaryOperator<String> newMasking) {
    return new JsonWriter(out, isIndented, newMasking);
  }

  /** Begins an object, as a value. */
  public JsonWriter beginObject() {
    return begin('{');
  }

  /** Begins an object, as a member of the one that is open. */
  public JsonWriter beginObject(String name) {
    return name(name).begin('{');
  }

  /** Ends the object that was begun last. */
  public JsonWriter endObject() {
    return end('}');
  }

  /** Begins an array, as a value. */
  public JsonWriter beginArray() {
    return begin('[');
  }

  /** Begins an array, as a member of the object that is open. */
  public JsonWriter beginArray(String name) {
    return name(name).begin('[');
  }

  /** Ends the array that was begun last. */
  public JsonWriter endArray() {
    return end(']');
  }

  /** Writes a member whose value is a text. */
  public JsonWriter member(String name, String value) {
    return name(name).value(value);
  }

  /** Writes a member whose value is a whole number. */
  public JsonWriter member(String name, long value) {
    return name(name).plain(Long.toString(value));
  }

  /** Writes a member that is true or false. */
  public JsonWriter member(String name, boolean value) {
    return name(name).plain(Boolean.toString(value));
  }

  /** Writes a member in seconds, exact to the nanosecond, without zeros at the end. */
  public JsonWriter member(String name, Duration value) {
    return name(name).plain(seconds(value));
  }

  /** Writes a member whose value is an array of texts. */
  public JsonWriter member(String name, Iterable<String> values) {
    beginArray(name);
    values.forEach(this::value);
    return endArray();
  }

  /** Writes a text, as an element of the array that is open. */
  public JsonWriter value(String value) {
    return text(masking.apply(value));
  }

  private JsonWriter text(String value) {
    try {
      separate();
      JsonText.write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private static String seconds(Duration duration) {
    BigDecimal exact = BigDecimal.valueOf(duration.getSeconds()).movePointRight(9);
    BigDecimal nanos = exact.add(BigDecimal.valueOf(duration.getNano()));
    return nanos.signum() == 0 ? "0" : nanos.movePointLeft(9).stripTrailingZeros().toPlainString();
  }

  private JsonWriter plain(String value) {
    try {
      separate();
      out.append(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private JsonWriter name(String name) {
    text(name);
    isNamed = true;
    return this;
  }

  private JsonWriter begin(char bracket) {
    plain(String.valueOf(bracket));
    depth++;
    isFirst = true;
    return this;
  }

  private JsonWriter end(char bracket) {
    boolean isEmpty = isFirst;
    depth--;
    try {
      if (!isEmpty) {
        startLine();
      }
      out.append(bracket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    isFirst = false;
    return this;
  }

  /** Writes what stands between the value before and the one that follows. */
  private void separate() throws IOException {
    if (isNamed) {
      out.append(isIndented ? ": " : ":");
      isNamed = false;
      return;
    }
    if (!isFirst) {
      out.append(',');
    }
    if (depth > 0) {
      startLine();
    }
    isFirst = false;
  }

  private void startLine() throws IOException {
    if (isIndented) {
      out.append('\n').append(INDENT.repeat(depth));
    }
  }
}
