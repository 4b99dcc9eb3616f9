/**
 * Hidden: which hooks of a plan a request leaves out. Start at {@link
 * dev.hookline.core.select.Selection}.
 */
@NullMarked
package dev.hookline.core.select;

import org.jspecify.annotations.NullMarked;
