/** Writes JSON: the one place that knows how text, numbers and nesting stand in a document. */
@NullMarked
package dev.hookline.core.json;

import org.jspecify.annotations.NullMarked;
