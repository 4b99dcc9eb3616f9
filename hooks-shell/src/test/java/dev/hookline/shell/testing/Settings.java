package dev.hookline.shell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Looks into the settings of immutable hooks and sources, so that no copy forgets one. */
public final class Settings {
  private Settings() {}

  /**
   * Checks that a copy keeps every setting.
   *
   * @param defaults without any setting
   * @param all with every setting at another value than its default
   * @param again makes a copy, by giving one setting the value that it has
   * @param other does the same with another setting, for the one that {@code again} gives itself
   */
  public static <T> void assertAllAreCopied(
      T defaults, T all, UnaryOperator<T> again, UnaryOperator<T> other) {
    Map<String, Object> set = valuesOf(all);
    valuesOf(defaults)
        .forEach((name, value) -> assertThat(set.get(name)).as(name).isNotEqualTo(value));
    assertThat(valuesOf(again.apply(all))).isEqualTo(set);
    assertThat(valuesOf(other.apply(all))).isEqualTo(set);
  }

  private static Map<String, Object> valuesOf(Object holder) {
    Object settings = valueOf(holder, "settings");
    Map<String, Object> values = new TreeMap<>();
    for (Field field : settings.getClass().getDeclaredFields()) {
      if (!field.getName().equals("source")) {
        values.put(field.getName(), valueOf(settings, field.getName()));
      }
    }
    return values;
  }

  private static Object valueOf(Object holder, String name) {
    try {
      Field field = holder.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(holder);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
