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

  /**
   * Returns how this source wants phases to run; asked after {@link #load}. An engine takes the
   * limits and the concurrency of those phases for which the tool sets none; of two sources that
   * say something of the same phase, the later one wins.
   *
   * @throws HookSourceException with every problem that was found, if there is one
   */
  default List<PhaseSettings> phaseSettings() {
    return List.of();
  }
}
