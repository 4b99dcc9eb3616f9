package dev.hookline.core.select;

import dev.hookline.api.HookId;
import dev.hookline.api.HookSpec;
import java.util.Locale;
import java.util.Objects;

/**
 * One word with which a user selects hooks: {@code migrate}, {@code deploy/migrate}, {@code
 * tag:slow} or {@code phase:deploy}. Immutable.
 *
 * @param kind what it names
 * @param phase the phase of the hook; empty if any phase will do
 * @param name the name
 */
record Selector(Kind kind, String phase, String name) {

  /** What a selector can name; the prefix of each is its name. */
  enum Kind {
    HOOK,
    TAG,
    PHASE;

    private String prefix() {
      return words() + ":";
    }

    String words() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads a selector.
   *
   * @throws IllegalArgumentException if it names nothing
   */
  static Selector parse(String text) {
    Objects.requireNonNull(text, "selector");
    Kind kind = Kind.HOOK;
    String name = text;
    for (Kind each : Kind.values()) {
      if (text.startsWith(each.prefix())) {
        kind = each;
        name = text.substring(each.prefix().length());
      }
    }
    int slash = kind == Kind.HOOK ? name.indexOf('/') : -1; // no name has one in it
    Selector selector =
        new Selector(kind, name.substring(0, Math.max(slash, 0)), name.substring(slash + 1));
    if (selector.name.isBlank()) {
      throw new IllegalArgumentException(
          "selector \""
              + text
              + "\" names nothing; write HOOK, PHASE/HOOK, tag:TAG or phase:PHASE");
    }
    return selector;
  }

  boolean matches(HookSpec hook) {
    HookId id = hook.id();
    return switch (kind) {
      case TAG -> hook.tags().contains(name);
      case PHASE -> id.phase().name().equals(name);
      case HOOK -> id.name().equals(name) && (phase.isEmpty() || id.phase().name().equals(phase));
    };
  }

  /** Returns it as a user writes it. */
  @Override
  public String toString() {
    String full = phase.isEmpty() ? name : phase + "/" + name;
    return kind == Kind.HOOK ? full : kind.prefix() + full;
  }
}
