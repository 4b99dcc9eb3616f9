/**
 * A ledger in a database that many machines share: {@link
 * dev.hookline.core.ledger.jdbc.JdbcLedger}. The module {@code java.sql} and the driver are the
 * tool's own; they are needed only if this package is used.
 */
@NullMarked
package dev.hookline.core.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
