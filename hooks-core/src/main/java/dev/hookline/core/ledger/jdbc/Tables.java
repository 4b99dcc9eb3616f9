package dev.hookline.core.ledger.jdbc;

import dev.hookline.core.ledger.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes the tables, and brings those of an earlier version up to date. */
final class Tables {
  private Tables() {}

  /** Of those who do this at once one does it, and the others find it done. */
  static void create(Database database) {
    database.transaction(
        "the tables cannot be made",
        connection -> {
          Database.execute(connection, Sql.LOCK_SCHEMA);
          int version = version(connection);
          for (int i = version; i < Sql.MIGRATIONS.length; i++) {
            Database.execute(connection, Sql.MIGRATIONS[i]);
          }
          if (version < Sql.MIGRATIONS.length) {
            setVersion(connection);
          }
          return version;
        });
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!isTrue(statement)) {
        statement.execute(Sql.CREATE_SCHEMA);
        statement.execute(Sql.BEGIN_SCHEMA);
      }
      try (ResultSet row = statement.executeQuery(Sql.VERSION)) {
        int version = row.next() ? row.getInt(1) : 0;
        checkVersion(version);
        return version;
      }
    }
  }

  private static boolean isTrue(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(Sql.HAS_SCHEMA)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static void checkVersion(int version) {
    if (version > Sql.MIGRATIONS.length) {
      throw LedgerException.of(
          "the ledger's tables are of version %d, and this version of Hookline knows up to %d; use"
                  .formatted(version, Sql.MIGRATIONS.length)
              + " the version that made them, or a newer one");
    }
  }

  private static void setVersion(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(Sql.SET_VERSION)) {
      statement.setInt(1, Sql.MIGRATIONS.length);
      statement.executeUpdate();
    }
  }
}
