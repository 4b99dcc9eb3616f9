package dev.hookline.core;

import dev.hookline.api.Phase;
import dev.hookline.core.plan.Spelling;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says what to do about a phase that is none of those that were declared. */
final class DeclaredPhases {
  private DeclaredPhases() {}

  /** Returns a question if one of the phases is a slip away, and all of them otherwise. */
  static String advice(Phase unknown, Collection<Phase> declared) {
    return declared.stream()
        .filter(phase -> Spelling.isSlip(unknown.name(), phase.name()))
        .findFirst()
        .map(meant -> "did you mean \"" + meant + "\"?")
        .orElseGet(
            () ->
                declared.stream()
                    .map(phase -> "\"" + phase + "\"")
                    .collect(
                        Collectors.joining(
                            ", ", "its phases are ", "; declare another one with phases(…)")));
  }
}
