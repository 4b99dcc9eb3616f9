package dev.hookline.core.signal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.ObjIntConsumer;

/**
 * The JDK's handling of signals, reached by reflection: its classes lie in the module {@code
 * jdk.unsupported}, where javac warns of every use, and which a trimmed run-time image need not
 * have.
 */
final class JdkSignals {
  private final Class<?> signalClass;
  private final Class<?> handlerClass;
  private final Method handle;
  private final Object ignoring;

  private JdkSignals() throws ReflectiveOperationException {
    this.signalClass = Class.forName("sun.misc.Signal");
    this.handlerClass = Class.forName("sun.misc.SignalHandler");
    this.handle = signalClass.getMethod("handle", signalClass, handlerClass);
    this.ignoring = handlerClass.getField("SIG_IGN").get(null);
  }

  /**
   * Returns the JDK's handling of signals.
   *
   * @throws ReflectiveOperationException if this JVM does not have it
   */
  static JdkSignals find() throws ReflectiveOperationException {
    return new JdkSignals();
  }

  /**
   * Has a signal received from now on, with its name and number. One that this process ignores, as
   * SIGHUP below {@code nohup}, stays ignored.
   *
   * @param name the name without SIG
   * @return puts back what the signal did before
   * @throws ReflectiveOperationException if this JVM leaves the signal to the system
   */
  Runnable receive(String name, ObjIntConsumer<String> receiver)
      throws ReflectiveOperationException {
    Object signal = signalClass.getConstructor(String.class).newInstance(name);
    int number = (int) signalClass.getMethod("getNumber").invoke(signal);
    Object earlier = handle.invoke(null, signal, handler(() -> receiver.accept(name, number)));
    if (ignoring.equals(earlier)) {
      handle.invoke(null, signal, earlier);
      return () -> {};
    }
    return () -> putBack(signal, earlier);
  }

  private Object handler(Runnable reaction) {
    return Proxy.newProxyInstance(
        JdkSignals.class.getClassLoader(),
        new Class<?>[] {handlerClass},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                reaction.run();
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "stops runs of Hookline";
            });
  }

  private void putBack(Object signal, Object earlier) {
    try {
      handle.invoke(null, signal, earlier);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a handler that could be set can be put back", e);
    }
  }
}
