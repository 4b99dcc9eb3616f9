package dev.hookline.core.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * Receives SIGINT, SIGTERM and SIGHUP for one run, until it is closed. Several may be open at once:
 * then each receives every signal, and what the signals did before is put back with the last one.
 * Where the JVM cannot hand signals over, as without {@code jdk.unsupported}, the end of the JVM is
 * received instead, as a signal of its own.
 */
public final class StopSignals {
  /** What is received instead of a signal when the JVM is already ending. */
  public static final String JVM_ENDS = "the end of the JVM";

  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
  private static final List<StopSignals> OPEN = new ArrayList<>();
  private static final List<Runnable> PUT_BACK = new ArrayList<>();

  private final ObjIntConsumer<String> receiver;
  private final Thread atEnd;
  private boolean isClosed; // guarded by this

  private StopSignals(ObjIntConsumer<String> receiver) {
    this.receiver = receiver;
    this.atEnd = new Thread(this::receiveEnd, "hookline-end");
  }

  /**
   * Opens it.
   *
   * @param receiver gets the name of each signal, such as SIGTERM, and its number; called on a
   *     thread of the JVM that must not be held up
   */
  public static StopSignals receive(ObjIntConsumer<String> receiver) {
    StopSignals signals = new StopSignals(receiver);
    synchronized (OPEN) {
      if (OPEN.isEmpty() && !handleAll()) {
        Runtime.getRuntime().addShutdownHook(signals.atEnd);
        return signals;
      }
      OPEN.add(signals);
    }
    return signals;
  }

  /** Returns whether the signals are handled now. */
  private static boolean handleAll() {
    try {
      JdkSignals jdk = JdkSignals.find();
      for (String name : NAMES) {
        PUT_BACK.add(jdk.receive(name, StopSignals::received));
      }
      return true;
    } catch (ReflectiveOperationException e) {
      putAllBack();
      return false;
    }
  }

  private static void received(String name, int number) {
    List<StopSignals> open;
    synchronized (OPEN) {
      open = List.copyOf(OPEN);
    }
    open.forEach(each -> each.receiver.accept("SIG" + name, number));
  }

  private static void putAllBack() {
    PUT_BACK.forEach(Runnable::run);
    PUT_BACK.clear();
  }

  /**
   * Holds up the end of the JVM until the run has ended: it still cleans up what needs no script.
   */
  private void receiveEnd() {
    receiver.accept(JVM_ENDS, 0);
    awaitClose();
  }

  private synchronized void awaitClose() {
    try {
      while (!isClosed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Receives no more signals. */
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    synchronized (OPEN) {
      if (OPEN.remove(this)) {
        if (OPEN.isEmpty()) {
          putAllBack();
        }
        return;
      }
    }
    forgetEnd();
  }

  private void forgetEnd() {
    try {
      Runtime.getRuntime().removeShutdownHook(atEnd);
    } catch (IllegalStateException e) {
      // The JVM ends already, and needs it no more.
    }
  }
}
