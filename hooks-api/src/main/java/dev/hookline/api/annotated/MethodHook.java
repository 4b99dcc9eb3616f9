package dev.hookline.api.annotated;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** A hook that calls a method of an object. */
final class MethodHook implements Hook {
  private final Object target;
  private final Method method;
  private final List<Argument> arguments;

  /**
   * Creates the hook.
   *
   * @throws IllegalArgumentException if a hook cannot call the method, with the reason
   */
  MethodHook(Object target, Method method) {
    this.target = target;
    this.method = method;
    if (method.getReturnType() != void.class && method.getReturnType() != int.class) {
      throw new IllegalArgumentException(
          "it returns " + method.getReturnType().getName() + "; return nothing, or an exit code");
    }
    this.arguments = Arrays.stream(method.getParameters()).map(Argument::of).toList();
    if (!method.trySetAccessible()) {
      throw new IllegalArgumentException(
          "its package is closed; make class and method public and export the package, or open it"
              + " to the module dev.hookline.api");
    }
  }

  @Override
  public void run(HookContext context) throws Exception {
    Object[] values = arguments.stream().map(argument -> argument.of(context)).toArray();
    Object returned;
    try {
      returned = method.invoke(target, values);
    } catch (InvocationTargetException e) {
      throw thrown(e);
    }
    if (returned instanceof Integer code && code != 0) {
      throw new HookExitException(code, context.hook() + " ended with exit code " + code);
    }
  }

  private static Exception thrown(InvocationTargetException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof Exception exception ? exception : e;
  }

  /** Returns for example {@code method Migrations.migrate}. */
  @Override
  public String description() {
    return "method " + method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
