/**
 * The durable record of which phase is done for which key, and of a run that was cut off.
 *
 * <p>Start at {@link dev.hookline.core.ledger.file.FileLedger}, then {@link
 * dev.hookline.api.OnceKey}. A tool gives the ledger to the builder of its engine and ties phases
 * to keys by {@link dev.hookline.core.HookRequest#once}; it needs the other types only to look into
 * a ledger. No method accepts or returns null unless it says so.
 */
@NullMarked
package dev.hookline.core.ledger;

import org.jspecify.annotations.NullMarked;
