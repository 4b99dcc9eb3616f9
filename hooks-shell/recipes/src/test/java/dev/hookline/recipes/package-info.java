/**
 * Recipes that need far more jars than the others; the cookbook shows them without their package.
 */
@NullMarked
package dev.hookline.recipes;

import org.jspecify.annotations.NullMarked;
