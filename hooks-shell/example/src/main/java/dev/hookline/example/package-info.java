/** A small deployment tool that embeds Hookline. */
@NullMarked
package dev.hookline.example;

import org.jspecify.annotations.NullMarked;
