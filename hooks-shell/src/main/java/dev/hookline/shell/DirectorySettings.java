package dev.hookline.shell;

import dev.hookline.api.HookSpec;
import dev.hookline.shell.HookDirectory.NotExecutable;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The settings of a {@link HookDirectory}; nobody changes them once a directory holds them. */
final class DirectorySettings implements Cloneable {
  Comparator<String> order = NameOrder.BYTES;
  Predicate<String> names = name -> true;
  NotExecutable notExecutable = NotExecutable.REFUSE;
  Trust trust = Trust.ownFiles();
  UnaryOperator<ScriptHook> script = UnaryOperator.identity();
  UnaryOperator<HookSpec> spec = UnaryOperator.identity();
  boolean interpreted;
  boolean optional;

  DirectorySettings copy() {
    try {
      return (DirectorySettings) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
