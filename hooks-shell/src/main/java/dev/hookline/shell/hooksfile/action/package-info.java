/** What a hook of a hooks file does: the keys that say it, and the script hook made of them. */
@NullMarked
package dev.hookline.shell.hooksfile.action;

import org.jspecify.annotations.NullMarked;
