/** The texts of a hooks file: values that several tables have, and references in them. */
@NullMarked
package dev.hookline.shell.hooksfile.text;

import org.jspecify.annotations.NullMarked;
