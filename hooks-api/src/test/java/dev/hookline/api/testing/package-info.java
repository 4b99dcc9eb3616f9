/** Helpers that the tests of the API share. */
@NullMarked
package dev.hookline.api.testing;

import org.jspecify.annotations.NullMarked;
