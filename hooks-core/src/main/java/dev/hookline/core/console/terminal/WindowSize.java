package dev.hookline.core.console.terminal;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The size of the terminal while a run is shown. SIGWINCH says when to ask again; where there is no
 * such signal it is asked from time to time. Used by one thread.
 */
public final class WindowSize implements AutoCloseable {
  /** How many frames have the same size where no signal says that it has changed. */
  private static final int FRAMES = 20;

  private final Supplier<TerminalSize> ask;
  private final AtomicBoolean mayHaveChanged = new AtomicBoolean(true);
  private final @Nullable Object earlier;
  private @Nullable TerminalSize size;
  private int frames;

  private WindowSize(Supplier<TerminalSize> ask, boolean bySignal) {
    this.ask = ask;
    this.earlier = bySignal ? handle(handler(mayHaveChanged)) : null;
  }

  /** Returns the size of the terminal that this JVM was started in. */
  public static WindowSize ofTerminal() {
    return new WindowSize(TerminalSize::ask, true);
  }

  /** Returns a size that is asked for at each frame. */
  public static WindowSize of(Supplier<TerminalSize> ask) {
    return new WindowSize(ask, false);
  }

  /** Returns whether it is another one than it was. */
  public boolean hasChanged() {
    boolean isDue = earlier == null && ++frames % FRAMES == 0;
    if (!mayHaveChanged.getAndSet(false) && !isDue) {
      return false;
    }
    TerminalSize before = size;
    TerminalSize now = ask.get();
    size = now;
    return before != null && !now.equals(before);
  }

  /** Returns the size. */
  public TerminalSize size() {
    TerminalSize known = size == null ? ask.get() : size;
    size = known;
    return known;
  }

  /** Lets the signal mean again what it meant before. */
  @Override
  public void close() {
    if (earlier != null) {
      handle(earlier);
    }
  }

  // The class of the JDK for signals is in jdk.unsupported, where javac warns of its every use.

  private static @Nullable Object handler(AtomicBoolean flag) {
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      return Proxy.newProxyInstance(
          WindowSize.class.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> {
            flag.set(true);
            return null;
          });
    } catch (ReflectiveOperationException | LinkageError absent) {
      return null;
    }
  }

  /** Sets what the signal does, and returns what it did before; null if that cannot be done. */
  private static @Nullable Object handle(@Nullable Object handler) {
    if (handler == null) {
      return null;
    }
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      Object winch = signal.getConstructor(String.class).newInstance("WINCH");
      return signal.getMethod("handle", signal, type).invoke(null, winch, handler);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError absent) {
      return null;
    }
  }
}
