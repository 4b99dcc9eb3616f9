/**
 * The durable record of whole runs, from which a run continues whose process died. Start at {@link
 * dev.hookline.core.journal.Resume}; where journals are kept says {@code journal.file}.
 */
@NullMarked
package dev.hookline.core.journal;

import org.jspecify.annotations.NullMarked;
