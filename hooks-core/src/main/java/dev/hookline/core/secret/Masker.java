package dev.hookline.core.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.Environment;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces secret values by {@code ***}, in texts and, through a {@link StreamMasker}, in streams
 * of bytes, in each form in which they are usually written (see {@link SecretForms}). Immutable and
 * thread-safe.
 */
public final class Masker {
  /** Masks nothing. */
  public static final Masker NONE = new Masker(null, Set.of(), Set.of());

  static final String MASK = "***";

  /** Stands where a text was cut. */
  private static final char ELLIPSIS = '\u2026';

  /** A secret that is shorter than this is found all over the output. */
  private static final int SHORTEST = 3;

  private final @Nullable Masker base;
  private final Set<String> values;
  private final Set<String> shortNames;
  private volatile @Nullable SecretTrie trie;

  private Masker(@Nullable Masker base, Set<String> values, Set<String> shortNames) {
    this.base = base;
    this.values = values;
    this.shortNames = shortNames;
  }

  /** Collects what another masker is to know as well. */
  private static final class Builder {
    private final Masker base;
    private Set<Masker> known = Set.of();
    private Set<String> values = Set.of();
    private Set<String> shortNames = Set.of();

    private Builder(Masker base) {
      this.base = base;
    }

    /** Adds the secret values of a layer. */
    void add(Environment layer) {
      Map<String, String> variables = layer.variables();
      for (String name : layer.secretNames()) {
        String value = Objects.requireNonNull(variables.get(name));
        if (!value.isBlank()) {
          values = with(values, value);
          shortNames = value.length() < SHORTEST ? with(shortNames, name) : shortNames;
        }
      }
    }

    /** Adds what another masker knows; what both were made from is not gone through again. */
    void add(Masker other) {
      for (Masker at = other; at != null && at != base && !known.contains(at); at = at.base) {
        known = with(known, at);
        for (String value : at.values) {
          values = with(values, value);
        }
        for (String name : at.shortNames) {
          shortNames = with(shortNames, name);
        }
      }
    }

    private static <T> Set<T> with(Set<T> set, T more) {
      Set<T> grown = set.isEmpty() ? new LinkedHashSet<>() : set;
      grown.add(more);
      return grown;
    }

    Masker build() {
      return values.isEmpty() ? base : new Masker(base, values, shortNames);
    }
  }

  /** Returns a masker for the secret values of a layer as well. */
  public Masker with(Environment layer) {
    return layer.secretNames().isEmpty() ? this : withAll(List.of(layer));
  }

  /** Returns a masker for the secret values of layers as well. */
  public Masker withAll(Iterable<Environment> layers) {
    Builder builder = null; // most tools have no secrets, and a class less is loaded then
    for (Environment layer : layers) {
      if (!layer.secretNames().isEmpty()) {
        builder = builder == null ? new Builder(this) : builder;
        builder.add(layer);
      }
    }
    return builder == null ? this : builder.build();
  }

  /** Returns a masker for all that others know as well; each secret is gone through once. */
  public Masker withAllOf(Iterable<Masker> others) {
    Builder builder = null;
    for (Masker other : others) {
      if (other != this && !other.isNone()) {
        builder = builder == null ? new Builder(this) : builder;
        builder.add(other);
      }
    }
    return builder == null ? this : builder.build();
  }

  /** Returns whether there is nothing to mask. */
  public boolean isNone() {
    return base == null;
  }

  /** Returns the names of secrets that are too short to be masked well. */
  public Set<String> shortNames() {
    if (isNone()) {
      return Set.of();
    }
    Set<String> names = new LinkedHashSet<>();
    for (Masker at = this; at != null; at = at.base) {
      names.addAll(at.shortNames);
    }
    return names;
  }

  /** Returns what to say of a secret that is too short; it is not to be masked itself. */
  public static String warningOf(String shortName) {
    return "secret "
        + shortName
        + " has fewer than 3 characters: masking them wherever they stand spoils the output"
        + " and gives the secret away; use a longer one";
  }

  /**
   * Returns the text with every secret masked; those that overlap are masked as one. Where the text
   * was cut, as an ellipsis says, the beginning of a secret before it is masked, too.
   */
  public String mask(String text) {
    if (isNone()) {
      return text;
    }
    String masked = maskWhole(text);
    return masked.indexOf(ELLIPSIS) < 0 ? masked : maskCut(masked);
  }

  private String maskWhole(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (!trie().isIn(bytes)) {
      return text;
    }
    ByteArrayOutputStream masked = new ByteArrayOutputStream(bytes.length);
    StreamMasker stream = new StreamMasker(masked::write);
    stream.write(this, bytes, 0, bytes.length);
    stream.end();
    return masked.toString(UTF_8);
  }

  private String maskCut(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    int from = 0;
    for (int at = text.indexOf(ELLIPSIS); at >= 0; at = text.indexOf(ELLIPSIS, at + 1)) {
      byte[] before = text.substring(from, at).getBytes(UTF_8);
      int begun = trie().begunAtEnd(before);
      int plain = before.length - (begun < SHORTEST ? 0 : begun);
      masked.append(new String(before, 0, plain, UTF_8));
      masked.append(plain < before.length ? MASK : "");
      from = at;
    }
    return masked.append(text, from, text.length()).toString();
  }

  /** Returns where all forms are found; made when it is first needed, which may be never. */
  SecretTrie trie() {
    SecretTrie known = trie;
    if (known == null) {
      List<Masker> oldestFirst = new ArrayList<>();
      for (Masker at = this; at != null; at = at.base) {
        oldestFirst.add(at);
      }
      Collections.reverse(oldestFirst);
      SecretForms forms = new SecretForms();
      for (Masker masker : oldestFirst) {
        for (String value : masker.values) {
          forms.add(value);
        }
      }
      known = new SecretTrie(forms.bytes());
      trie = known;
    }
    return known;
  }
}
