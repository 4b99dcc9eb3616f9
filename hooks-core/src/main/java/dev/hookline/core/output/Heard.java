package dev.hookline.core.output;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookListener;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which events listeners do something with: those whose method their class overrides. Nothing is
 * made, and no clock is read, for an event that would end in an empty method.
 */
final class Heard {
  /** Stands for all events. */
  private static final Class<?> ALL = HookEvent.class;

  private static final ClassValue<Set<Class<?>>> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected Set<Class<?>> computeValue(Class<?> listener) {
          return overridden(listener);
        }
      };

  private final Set<Class<?>> kinds;

  Heard(List<HookListener> listeners) {
    this.kinds = listeners.size() == 1 ? of(listeners.get(0)) : ofAll(listeners);
  }

  private static Set<Class<?>> of(HookListener listener) {
    return OF_CLASS.get(listener.getClass());
  }

  private static Set<Class<?>> ofAll(List<HookListener> listeners) {
    Set<Class<?>> kinds = new HashSet<>();
    for (HookListener listener : listeners) {
      kinds.addAll(of(listener));
    }
    return kinds;
  }

  boolean contains(Class<? extends HookEvent> kind) {
    return kinds.contains(kind) || kinds.contains(ALL);
  }

  /** Where reflection does not show even what is inherited, as in a native image, all is heard. */
  private static Set<Class<?>> overridden(Class<?> listener) {
    Set<Class<?>> kinds = new HashSet<>();
    int known = 0;
    for (Method method : listener.getMethods()) {
      if (method.getParameterCount() == 1 && ALL.isAssignableFrom(method.getParameterTypes()[0])) {
        known++;
        if (method.getDeclaringClass() != HookListener.class) {
          kinds.add(method.getParameterTypes()[0]);
        }
      }
    }
    int forEvents = HookListener.class.getMethods().length - 1; // all but dropped()
    return known < forEvents || known == 0 ? Set.of(ALL) : kinds;
  }
}
