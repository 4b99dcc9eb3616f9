/** A ledger in a directory, for one machine: {@link dev.hookline.core.ledger.file.FileLedger}. */
@NullMarked
package dev.hookline.core.ledger.file;

import org.jspecify.annotations.NullMarked;
