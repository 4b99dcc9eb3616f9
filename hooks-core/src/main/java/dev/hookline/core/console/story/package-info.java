/**
 * Hidden: a run told in lines. {@link dev.hookline.core.console.story.Story} hears the events of
 * one run and tells them; {@link dev.hookline.core.console.story.RunFacts} is what it knows by
 * then.
 */
@NullMarked
package dev.hookline.core.console.story;

import org.jspecify.annotations.NullMarked;
