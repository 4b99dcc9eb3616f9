package dev.hookline.api.annotated;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method a hook of a phase, as {@link dev.hookline.api.HookSpec} does with a lambda.
 *
 * <p>The method returns nothing, or an {@code int} that is its exit code, and may throw anything.
 * Its parameters are any of these, in any order:
 *
 * <ul>
 *   <li>{@link dev.hookline.api.HookContext}: all that a hook may see and use
 *   <li>a {@code String}, or an {@code Optional<String>}, with {@link Variable}
 *   <li>a value of any other class, or an {@code Optional} of one, with {@link Value}
 * </ul>
 *
 * <p>Times are written as reports write them, such as {@code "30 s"}, {@code "1 h 30 min"} or
 * {@code "500 ms"}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnPhase {
  /** Returns the name of the phase. */
  String value();

  /** Returns the name of the hook; that of the method by default. */
  String name() default "";

  /** Returns the kind: ordinary, on failure or always. */
  HookKind kind() default HookKind.ORDINARY;

  /** Returns the number; of the hooks that may run next the smallest goes first. */
  int order() default 0;

  /** Returns the names of hooks of the phase that must run later. */
  String[] before() default {};

  /** Returns the names of hooks of the phase that must run earlier. */
  String[] after() default {};

  /** Returns the limit for all attempts together; none by default. */
  String timeout() default "";

  /** Returns the limit for each attempt; none by default. */
  String attemptTimeout() default "";

  /** Returns how long the hook may take to end when it is stopped; the engine's by default. */
  String gracePeriod() default "";

  /** Returns how often the hook is tried at most; at least 1. */
  int attempts() default 1;

  /** Returns the wait before the second attempt, which doubles with each; 1 second by default. */
  String backoff() default "";

  /** Returns what a failure means for the rest of the phase. */
  FailurePolicy onFailure() default FailurePolicy.ABORT;

  /** Returns the name of the method, of the same object, that undoes this one; none by default. */
  String undo() default "";
}
