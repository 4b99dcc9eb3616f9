package dev.hookline.shell.hooksfile.table;

import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.words.Spelling;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One of a few words.
 *
 * @param values what each word is read as, in the order in which they are listed
 */
public record Choice<T>(Map<String, T> values) implements Shape<T> {
  /** Keeps the order. */
  public Choice {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Returns the constants, written in lower case and with {@code -}. */
  public static <E extends Enum<E>> Choice<E> of(E[] constants) {
    Map<String, E> values = new LinkedHashMap<>();
    Arrays.stream(constants).forEach(e -> values.put(word(e), e));
    return new Choice<>(values);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String words() {
    List<String> all = List.copyOf(values.keySet());
    int last = all.size() - 1;
    return last == 0
        ? all.get(0)
        : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }

  @Override
  public Optional<T> read(YamlNode node, Problems problems) {
    Optional<T> value =
        Optional.ofNullable(values.get(node.text()))
            .filter(known -> node.kind() == YamlNode.Kind.SCALAR);
    if (value.isEmpty()) {
      String question =
          Spelling.question(node.text(), values.keySet()).map(words -> "; " + words).orElse("");
      problems.expected(node, words() + question);
    }
    return value;
  }
}
