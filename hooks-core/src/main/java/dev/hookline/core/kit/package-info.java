/**
 * For tests of deployment tools: what a tool's own plan comes to if something goes wrong. Start at
 * {@link dev.hookline.core.kit.FailureCases}. No test framework is needed, and any will do.
 */
@NullMarked
package dev.hookline.core.kit;

import org.jspecify.annotations.NullMarked;
