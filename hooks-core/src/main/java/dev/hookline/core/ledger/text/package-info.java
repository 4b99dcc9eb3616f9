/**
 * Hidden: how texts, keys and lines stand in a ledger file. Start at {@link
 * dev.hookline.core.ledger.text.LedgerText}.
 */
@NullMarked
package dev.hookline.core.ledger.text;

import org.jspecify.annotations.NullMarked;
