/** Hidden: what the record of a key amounts to, and what a claim may record next. */
@NullMarked
package dev.hookline.core.ledger.record;

import org.jspecify.annotations.NullMarked;
