package dev.hookline.core.output;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookListener;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Which events the listeners of a run do something with: those whose method their class overrides.
 * Nothing is made, and no clock is read, for an event that would end in an empty method. The kinds
 * of events are bits, because a run asks ten times, and to ask by their classes would load them.
 */
public final class Heard {
  /** A run begins. */
  public static final int RUN_STARTED = 1;

  /** A phase begins. */
  public static final int PHASE_STARTED = 1 << 1;

  /** A phase waits for its key. */
  public static final int KEY_AWAITED = 1 << 2;

  /** A hook begins. */
  public static final int HOOK_STARTED = 1 << 3;

  /** An attempt begins. */
  public static final int ATTEMPT_STARTED = 1 << 4;

  /** A hook wrote a line. */
  public static final int LINE_WRITTEN = 1 << 5;

  /** A hook wrote the beginning of a line. */
  public static final int PARTIAL_LINE_WRITTEN = 1 << 6;

  /** An attempt ended. */
  public static final int ATTEMPT_ENDED = 1 << 7;

  /** Another attempt follows after a wait. */
  public static final int RETRY_AWAITED = 1 << 8;

  /** A hook ended, or was skipped. */
  public static final int HOOK_FINISHED = 1 << 9;

  /** Something went wrong. */
  public static final int WARNING_RAISED = 1 << 10;

  /** A phase ended. */
  public static final int PHASE_FINISHED = 1 << 11;

  /** A run ended. */
  public static final int RUN_FINISHED = 1 << 12;

  /** What is heard before the first hook of a run that is one phase. */
  public static final int BEGINNING = RUN_STARTED | PHASE_STARTED | KEY_AWAITED | WARNING_RAISED;

  /** What is heard between the ends of two hooks that run one after another. */
  public static final int BETWEEN_HOOKS = ATTEMPT_ENDED | HOOK_FINISHED | WARNING_RAISED;

  /** What is heard after its last hook has ended. */
  public static final int END = HOOK_FINISHED | WARNING_RAISED | PHASE_FINISHED | RUN_FINISHED;

  private static final int ALL = -1;
  private static final Heard NOTHING = new Heard(0);

  private final int kinds;

  private Heard(int kinds) {
    this.kinds = kinds;
  }

  /** Loaded when there is a listener. */
  private static final class OfClass {
    static final ClassValue<Heard> KNOWN =
        new ClassValue<>() {
          @Override
          protected Heard computeValue(Class<?> listener) {
            return new Heard(overridden(listener));
          }
        };

    /**
     * Where reflection does not show even what is inherited, as in a native image, all is heard.
     */
    private static int overridden(Class<?> listener) {
      int kinds = 0;
      int shown = 0;
      for (Method method : listener.getMethods()) {
        if (method.getParameterCount() == 1
            && HookEvent.class.isAssignableFrom(method.getParameterTypes()[0])) {
          shown++;
          kinds |= method.getDeclaringClass() == HookListener.class ? 0 : kind(method.getName());
        }
      }
      int forEvents = HookListener.class.getMethods().length - 1; // all but dropped()
      return shown < forEvents || shown == 0 ? ALL : kinds;
    }

    private static int kind(String method) {
      return switch (method) {
        case "runStarted" -> RUN_STARTED;
        case "phaseStarted" -> PHASE_STARTED;
        case "keyAwaited" -> KEY_AWAITED;
        case "hookStarted" -> HOOK_STARTED;
        case "attemptStarted" -> ATTEMPT_STARTED;
        case "lineWritten" -> LINE_WRITTEN;
        case "partialLineWritten" -> PARTIAL_LINE_WRITTEN;
        case "attemptEnded" -> ATTEMPT_ENDED;
        case "retryAwaited" -> RETRY_AWAITED;
        case "hookFinished" -> HOOK_FINISHED;
        case "warningRaised" -> WARNING_RAISED;
        case "phaseFinished" -> PHASE_FINISHED;
        case "runFinished" -> RUN_FINISHED;
        default -> ALL; // the whole stream
      };
    }
  }

  /** Returns what these listeners hear. */
  public static Heard by(List<HookListener> listeners) {
    if (listeners.isEmpty()) {
      return NOTHING;
    }
    Heard first = OfClass.KNOWN.get(listeners.get(0).getClass());
    if (listeners.size() == 1) {
      return first;
    }
    int kinds = first.kinds;
    for (HookListener listener : listeners) {
      kinds |= OfClass.KNOWN.get(listener.getClass()).kinds;
    }
    return new Heard(kinds);
  }

  /** Returns whether any event is heard. */
  public boolean isAnything() {
    return kinds != 0;
  }

  /** Returns whether one of these kinds of events is heard. */
  public boolean hears(int anyOf) {
    return (kinds & anyOf) != 0;
  }
}
