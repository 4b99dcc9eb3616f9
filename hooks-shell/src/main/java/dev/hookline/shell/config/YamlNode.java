package dev.hookline.shell.config;

import dev.hookline.api.HookSourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One value of a YAML file, which knows where it stands. Immutable and thread-safe.
 *
 * <p>Scalars are text: the reader decides what a plain {@code 42} means. A custom tag, such as
 * {@code !include}, is kept and changes nothing else.
 *
 * @see YamlFile
 */
public final class YamlNode {
  private final Kind kind;
  private final Place place;
  private final Optional<String> tag;
  private final boolean plain;
  private final String text;
  private final List<YamlNode> items;
  private final Map<String, Entry> entries;

  /** The three shapes of a value. */
  public enum Kind {
    /** A text, a number, a truth value or nothing. */
    SCALAR("a scalar"),
    /** A list. */
    SEQUENCE("a list"),
    /** A map from texts to values. */
    MAPPING("a map");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Returns what messages call this kind, such as {@code a list}. */
    public String words() {
      return words;
    }
  }

  /**
   * One entry of a map.
   *
   * @param key the key
   * @param value the value
   */
  public record Entry(YamlNode key, YamlNode value) {
    /** Refuses null. */
    public Entry {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
    }
  }

  private YamlNode(
      Kind kind,
      Place place,
      Optional<String> tag,
      boolean plain,
      String text,
      List<YamlNode> items,
      Map<String, Entry> entries) {
    this.kind = kind;
    this.place = place;
    this.tag = tag;
    this.plain = plain;
    this.text = text;
    this.items = items;
    this.entries = entries;
  }

  static YamlNode plain(Place place, Optional<String> tag, String text) {
    return new YamlNode(Kind.SCALAR, place, tag, true, text, List.of(), Map.of());
  }

  static YamlNode quoted(Place place, Optional<String> tag, String text) {
    return new YamlNode(Kind.SCALAR, place, tag, false, text, List.of(), Map.of());
  }

  static YamlNode sequence(Place place, Optional<String> tag, List<YamlNode> items) {
    return new YamlNode(Kind.SEQUENCE, place, tag, false, "", List.copyOf(items), Map.of());
  }

  /** The map is handed over: the caller must not change it any more. */
  static YamlNode mapping(Place place, Optional<String> tag, Map<String, Entry> entries) {
    return new YamlNode(Kind.MAPPING, place, tag, false, "", List.of(), entries);
  }

  /**
   * Returns the whole text of a file as one value, as a multi-line string would hold it.
   *
   * @throws HookSourceException if the file cannot be read, is longer than 4 MiB, is not UTF-8 or
   *     has NUL in it
   */
  public static YamlNode textOf(Path file) {
    TextFile whole = TextFile.read(file, TextFile.MAX_YAML, TextFile.WRITTEN);
    int nul = whole.text().indexOf('\0');
    if (nul >= 0) {
      throw new HookSourceException(
          whole.place(nul) + ": found the character U+0000; expected visible text");
    }
    return quoted(new Place(file, 1, 1), Optional.empty(), whole.text());
  }

  /** Returns which shape it has. */
  public Kind kind() {
    return kind;
  }

  /** Returns where it begins: {@code file:line:column}. */
  public String place() {
    return place.toString();
  }

  /** Returns the file that it stands in, by the path that was read. */
  public Path file() {
    return place.file();
  }

  /** Returns its own tag, such as {@code !include}, if it has one. */
  public Optional<String> tag() {
    return tag;
  }

  /** Returns whether it has a tag that YAML itself does not define. */
  boolean hasOwnTag() {
    return tag.filter(name -> name.startsWith("!")).isPresent();
  }

  /** Returns the text of a scalar; the empty text for nothing, a list and a map. */
  public String text() {
    return isNothing() ? "" : text;
  }

  /** Returns whether it is a scalar without a value: nothing at all, {@code ~} or {@code null}. */
  public boolean isNothing() {
    return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
  }

  /** Returns whether it is a scalar without quotes, so that {@code 42} may mean a number. */
  public boolean isPlain() {
    return plain;
  }

  /** Returns the items of a list; none for a scalar and a map. */
  public List<YamlNode> items() {
    return items;
  }

  /** Returns the entries of a map in their order; none for a scalar and a list. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** Returns the value under this key of a map, if it is there and is not nothing. */
  public Optional<YamlNode> get(String key) {
    return Optional.ofNullable(entries.get(key))
        .map(Entry::value)
        .filter(value -> !value.isNothing());
  }

  /** Returns the value under this key of a map, if the key is there, nothing included. */
  public Optional<YamlNode> find(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /**
   * Returns this value with every value in it that has this tag replaced, itself included. What
   * comes instead is not searched, and a value that aliases share is replaced once.
   *
   * @param tag the tag, such as {@code !include}
   * @param replacement what comes instead
   */
  public YamlNode replaceTagged(String tag, UnaryOperator<YamlNode> replacement) {
    return new YamlReplacement(tag, replacement).in(this);
  }

  /** Returns this map or list with other contents. */
  YamlNode with(List<YamlNode> newItems, Map<String, Entry> newEntries) {
    return new YamlNode(kind, place, tag, plain, text, List.copyOf(newItems), newEntries);
  }

  /**
   * Returns the message that another kind of value is expected here.
   *
   * @param expected what would be right, such as {@code a text}
   */
  public String problem(String expected) {
    return place + ": found " + found() + "; expected " + expected;
  }

  /** Returns the problem that this key stands in its map already. */
  String problemAgain(YamlNode first) {
    return place
        + ": found the key \""
        + VisibleText.of(text)
        + "\" again; expected it once, as at "
        + first.place;
  }

  private String found() {
    if (kind != Kind.SCALAR) {
      return kind.words();
    }
    String line = text.lines().findFirst().orElse("");
    return isNothing()
        ? "nothing"
        : '"' + VisibleText.of(line.length() > 40 ? line.substring(0, 40) + "…" : line) + '"';
  }

  /** Returns place and kind. */
  @Override
  public String toString() {
    return place + ": " + found();
  }
}
