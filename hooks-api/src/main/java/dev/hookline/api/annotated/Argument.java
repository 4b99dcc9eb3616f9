package dev.hookline.api.annotated;

import dev.hookline.api.HookContext;
import dev.hookline.api.HookKey;
import java.lang.invoke.MethodType;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Where an argument of an annotated method comes from. */
@FunctionalInterface
interface Argument {
  Object of(HookContext context);

  /**
   * Returns where the argument for a parameter comes from.
   *
   * @throws IllegalArgumentException if the parameter is none that a hook can have
   */
  static Argument of(Parameter parameter) {
    Variable variable = parameter.getAnnotation(Variable.class);
    Value value = parameter.getAnnotation(Value.class);
    if (parameter.getType() == HookContext.class && variable == null && value == null) {
      return context -> context;
    }
    if (variable != null && value == null && valueType(parameter) == String.class) {
      String name = variable.value();
      return wanted(
          parameter,
          "variable " + name + " is not set",
          context -> Optional.ofNullable(context.environment().get(name)));
    }
    if (value != null && variable == null && valueType(parameter) instanceof Class<?> type) {
      HookKey<?> key = HookKey.of(value.value(), boxed(type));
      String missing = "no earlier hook gave a value for the key \"" + key.name() + "\"";
      return wanted(parameter, missing, context -> context.get(key));
    }
    throw new IllegalArgumentException(
        "its parameter of "
            + parameter.getType()
            + " is none that a hook can have; use a HookContext, a String with @Variable, or"
            + " another class with @Value");
  }

  /** Hands an optional value over as it is, or what is in it. */
  private static Argument wanted(Parameter parameter, String missing, Lookup lookup) {
    if (parameter.getType() == Optional.class) {
      return lookup::of;
    }
    return context -> lookup.of(context).orElseThrow(() -> new NoSuchElementException(missing));
  }

  /** A value that may be absent. */
  @FunctionalInterface
  interface Lookup {
    Optional<? extends Object> of(HookContext context);
  }

  private static Type valueType(Parameter parameter) {
    boolean isOptional =
        parameter.getType() == Optional.class
            && parameter.getParameterizedType() instanceof ParameterizedType;
    return isOptional
        ? ((ParameterizedType) parameter.getParameterizedType()).getActualTypeArguments()[0]
        : parameter.getType();
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }
}
