package dev.hookline.example;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Makes Ctrl-C and SIGTERM interrupt a thread instead of ending the JVM: an interrupt cancels a
 * run, which then takes back what it did. While a JVM ends, scripts cannot be started any more.
 *
 * <p>The class of the JDK for this is in {@code jdk.unsupported}, where javac warns of its every
 * use, hence the reflection. A JDK without it ends as usual.
 */
final class StopSignals {
  private StopSignals() {}

  static void interrupt(Thread worker) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object interrupting =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                worker.interrupt();
                return null;
              });
      for (String name : List.of("INT", "TERM")) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), interrupting);
      }
    } catch (ReflectiveOperationException e) {
      // Then a signal ends the JVM at once.
    }
  }
}
