/**
 * Methods that are hooks. {@link dev.hookline.api.annotated.OnPhase} marks one, {@link
 * dev.hookline.api.annotated.AnnotatedHooks} turns those of an object into specs.
 */
@NullMarked
package dev.hookline.api.annotated;

import org.jspecify.annotations.NullMarked;
