/**
 * Hidden: how a run comes to the key of a phase, and what it writes into the ledger. Start at
 * {@link dev.hookline.core.once.KeyClaim}.
 */
@NullMarked
package dev.hookline.core.once;

import org.jspecify.annotations.NullMarked;
