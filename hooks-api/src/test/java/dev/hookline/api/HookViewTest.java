package dev.hookline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.hookline.api.testing.Refusals;
import dev.hookline.api.testing.TestContext;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A view passes on every call, those of methods that a later version adds among them. */
class HookViewTest {
  private static final HookContext CONTEXT = TestContext.in(Path.of("/srv"));
  private static final HookId ID = new HookId(Phase.of("deploy"), "migrate", HookKind.ORDINARY);

  /** An argument for each type of parameter, and a result for each type that is returned. */
  private static final Map<Class<?>, Object> VALUES =
      Map.of(
          HookContext.class,
          CONTEXT,
          HookDescription.class,
          HookDescription.of("migrate", CONTEXT),
          HookId.class,
          ID,
          List.class,
          List.of(LeftBehind.process(7, "sleep 9")),
          String.class,
          "a text");

  private final List<String> calls = new ArrayList<>();

  private static String call(Method method, Object @Nullable [] arguments) {
    return method.getName() + (arguments == null ? "[]" : Arrays.toString(arguments));
  }

  private final Hook hook =
      (Hook)
          Proxy.newProxyInstance(
              Hook.class.getClassLoader(),
              new Class<?>[] {Hook.class},
              (proxy, method, arguments) -> {
                calls.add(call(method, arguments));
                return VALUES.get(method.getReturnType());
              });

  static List<Method> methods() {
    return Arrays.stream(Hook.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void view_everyMethodOfAHook_isPassedOn(Method method) throws Exception {
    Object[] arguments = Arrays.stream(method.getParameterTypes()).map(VALUES::get).toArray();

    Object returned = method.invoke(new HookView(hook) {}, arguments);

    assertThat(calls).containsExactly(call(method, arguments));
    assertThat(returned).isSameAs(VALUES.get(method.getReturnType()));
  }

  @Test
  void view_ofNoHook_isRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> new HookView(Refusals.none()) {})
        .withMessage("hook");
  }
}
