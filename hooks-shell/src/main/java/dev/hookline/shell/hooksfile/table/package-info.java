/**
 * A small language in which a format of YAML files is written down once: its keys, what their
 * values may be, and what they mean. The reader, the JSON Schema and the reference are made from
 * it.
 *
 * <p>Start at {@link dev.hookline.shell.hooksfile.table.Shape}.
 */
@NullMarked
package dev.hookline.shell.hooksfile.table;

import org.jspecify.annotations.NullMarked;
