package dev.hookline.api.annotated;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a parameter the value that an earlier hook, or the tool, gave under the {@link
 * dev.hookline.api.HookKey} of this name and the parameter's class. If there is none the hook
 * fails, or an {@code Optional} is empty.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Value {
  /** Returns the name of the key. */
  String value();
}
