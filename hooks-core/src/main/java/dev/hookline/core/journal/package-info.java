/**
 * The durable record of whole runs, from which a run continues whose process died. Start at {@link
 * dev.hookline.core.journal.FileJournal}, and give it to a request.
 */
@NullMarked
package dev.hookline.core.journal;

import org.jspecify.annotations.NullMarked;
