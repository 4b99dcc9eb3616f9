/**
 * One phase or lifecycle on many targets: a few first, so many at once, and no more after too many
 * failures. Start at {@link dev.hookline.core.rollout.Rollout}.
 */
@NullMarked
package dev.hookline.core.rollout;

import org.jspecify.annotations.NullMarked;
