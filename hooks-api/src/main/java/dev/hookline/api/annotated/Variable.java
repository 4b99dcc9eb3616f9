package dev.hookline.api.annotated;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a parameter the value of a variable of the hook's environment. A {@code String} that is not
 * set fails the hook; an {@code Optional<String>} is empty then.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Variable {
  /** Returns the name of the variable. */
  String value();
}
