/**
 * For tests of hooks: a context without an engine. Depends on no test framework, and no code that
 * deploys should need it.
 */
@NullMarked
package dev.hookline.api.testing;

import org.jspecify.annotations.NullMarked;
