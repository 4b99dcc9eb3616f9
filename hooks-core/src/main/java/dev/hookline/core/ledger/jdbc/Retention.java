package dev.hookline.core.ledger.jdbc;

import java.time.Duration;

/** Deletes what is not needed any more, a few keys at a time. */
final class Retention {
  private static final String CANNOT = "old entries cannot be deleted";

  private final Database database;
  private final long ageMillis;

  Retention(Database database, Duration age) {
    this.database = database;
    this.ageMillis = age.toMillis();
  }

  private static boolean isFull(int keys) {
    return keys == Sql.KEYS_AT_A_TIME;
  }

  /** How many keys one statement dealt with, and how many entries it deleted. */
  private record Pruned(int keys, int entries) {}

  /** Returns how many entries were deleted. */
  int prune() {
    int entries = 0;
    Pruned batch;
    do {
      batch =
          database
              .query(CANNOT, Sql.PRUNE, row -> new Pruned(row.getInt(1), row.getInt(2)), ageMillis)
              .get(0);
      entries += batch.entries();
    } while (isFull(batch.keys()));
    return entries;
  }

  /** How many keys one statement found, up to which entry, and how many of them it deleted. */
  private record Expired(int found, long last, int keys) {}

  /** Returns how many keys were deleted. */
  int expire() {
    long end = database.query(CANNOT, Sql.FIRST_SINCE, row -> row.getLong(1), ageMillis).get(0);
    int keys = 0;
    Expired batch = new Expired(0, 0, 0);
    do {
      long from = batch.last();
      batch =
          database
              .query(
                  CANNOT,
                  Sql.EXPIRE,
                  row -> new Expired(row.getInt(1), row.getLong(2), row.getInt(3)),
                  ageMillis,
                  from,
                  end)
              .get(0);
      keys += batch.keys();
    } while (isFull(batch.found()));
    return keys;
  }
}
