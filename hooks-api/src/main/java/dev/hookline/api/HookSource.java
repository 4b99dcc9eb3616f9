package dev.hookline.api;

import java.util.List;

/**
 * Something that yields specs: a directory, a YAML file, a {@code hooks.sh}. An engine loads its
 * sources while it is built, in the order in which they were given.
 */
@FunctionalInterface
public interface HookSource {

  /**
   * Reads the specs, in an order that is the same on every machine.
   *
   * @throws HookSourceException with every problem that was found, if there is one
   */
  List<HookSpec> load();
}
