package dev.hookline.api.annotated;

import dev.hookline.api.Durations;
import dev.hookline.api.Hook;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * The hooks among the methods of an object: those with {@link OnPhase}, inherited ones included, in
 * the order of their names.
 *
 * <pre>{@code
 * public class Migrations {
 *   @OnPhase(value = "deploy", after = "backup", timeout = "5 min", undo = "revert")
 *   public void migrate(HookContext context, @Variable("DB_URL") String url) { … }
 *
 *   public void revert(@Variable("DB_URL") String url) { … }
 * }
 *
 * HookEngine.builder().load(AnnotatedHooks.of(new Migrations()))
 * }</pre>
 *
 * <p>Immutable, and thread-safe if the object is. The object is called for each hook and attempt.
 */
public final class AnnotatedHooks implements HookSource {
  private static final Duration DEFAULT_BACKOFF = Duration.ofSeconds(1);

  private final Object object;

  private AnnotatedHooks(Object object) {
    this.object = object;
  }

  /** Returns the hooks of an object. */
  public static AnnotatedHooks of(Object object) {
    return new AnnotatedHooks(Objects.requireNonNull(object, "object"));
  }

  /**
   * Returns the specs.
   *
   * @throws HookSourceException if a method cannot be a hook, with all problems of all methods, or
   *     if no method has the annotation
   */
  @Override
  public List<HookSpec> load() {
    List<HookSpec> specs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Method method : methods()) {
      OnPhase on = method.getAnnotation(OnPhase.class);
      if (on != null) {
        try {
          specs.add(spec(method, on));
        } catch (IllegalArgumentException e) {
          problems.add(words(method) + " cannot be a hook: " + e.getMessage());
        }
      }
    }
    if (specs.isEmpty() && problems.isEmpty()) {
      problems.add(
          "class " + object.getClass().getName() + " has no method with @OnPhase; add it to one");
    }
    if (!problems.isEmpty()) {
      throw new HookSourceException(problems);
    }
    return specs;
  }

  /** Returns all methods, an overriding one in place of what it overrides, by their names. */
  private List<Method> methods() {
    Map<String, Method> methods = new LinkedHashMap<>();
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (!method.isSynthetic()) {
          methods.putIfAbsent(signature(method), method);
        }
      }
    }
    return methods.values().stream()
        .sorted(Comparator.comparing(AnnotatedHooks::signature))
        .toList();
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }

  private HookSpec spec(Method method, OnPhase on) {
    String name = on.name().isEmpty() ? method.getName() : on.name();
    HookSpec spec =
        kind(HookSpec.of(Phase.of(on.value()), name, new MethodHook(object, method)), on.kind())
            .order(on.order())
            .before(on.before())
            .after(on.after())
            .onFailure(on.onFailure())
            .declaredAt(words(method));
    spec = limited(spec, "timeout", on.timeout(), HookSpec::timeout);
    spec = limited(spec, "attemptTimeout", on.attemptTimeout(), HookSpec::attemptTimeout);
    spec = limited(spec, "gracePeriod", on.gracePeriod(), HookSpec::gracePeriod);
    if (on.attempts() != 1) {
      RetryPolicy retry = RetryPolicy.attempts(on.attempts());
      spec =
          spec.retry(
              on.backoff().isEmpty()
                  ? retry.backoff(DEFAULT_BACKOFF)
                  : retry.backoff(duration("backoff", on.backoff())));
    }
    return on.undo().isEmpty() ? spec : spec.undo(undo(on.undo()));
  }

  private static HookSpec kind(HookSpec spec, HookKind kind) {
    return switch (kind) {
      case ORDINARY -> spec;
      case ON_FAILURE -> spec.onlyOnFailure();
      case ALWAYS -> spec.always();
      default ->
          throw new IllegalArgumentException(
              "its kind is " + kind + "; use ORDINARY, ON_FAILURE or ALWAYS");
    };
  }

  private static HookSpec limited(
      HookSpec spec, String attribute, String text, BiFunction<HookSpec, Duration, HookSpec> set) {
    return text.isEmpty() ? spec : set.apply(spec, duration(attribute, text));
  }

  private static Duration duration(String attribute, String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its " + attribute + ": " + e.getMessage(), e);
    }
  }

  private Hook undo(String name) {
    List<Method> found =
        methods().stream().filter(method -> method.getName().equals(name)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "its undo is \"" + name + "\", and there are " + found.size() + " methods of that name");
    }
    return new MethodHook(object, found.get(0));
  }

  private static String words(Method method) {
    return "method " + method.getDeclaringClass().getName() + "." + method.getName();
  }
}
