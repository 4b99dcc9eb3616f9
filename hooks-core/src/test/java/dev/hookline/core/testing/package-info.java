/** What the tests of several packages share. */
@NullMarked
package dev.hookline.core.testing;

import org.jspecify.annotations.NullMarked;
