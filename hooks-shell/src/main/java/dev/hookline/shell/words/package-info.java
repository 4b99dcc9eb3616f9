/** Words of people who configure hooks, compared with the words that mean something. */
@NullMarked
package dev.hookline.shell.words;

import org.jspecify.annotations.NullMarked;
