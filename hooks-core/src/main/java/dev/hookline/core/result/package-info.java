/**
 * Hidden: how a run ended. {@link dev.hookline.core.result.RunResult} is the whole of it, and what
 * a report is made of.
 */
@NullMarked
package dev.hookline.core.result;

import org.jspecify.annotations.NullMarked;
