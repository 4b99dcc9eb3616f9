/**
 * Hidden: what stands in a journal, and what it means for the run that is resumed. Start at {@link
 * dev.hookline.core.journal.record.RunJournal}.
 */
@NullMarked
package dev.hookline.core.journal.record;

import org.jspecify.annotations.NullMarked;
