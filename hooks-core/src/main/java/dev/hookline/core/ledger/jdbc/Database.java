package dev.hookline.core.ledger.jdbc;

import dev.hookline.core.ledger.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs statements, each on a connection that is given back at once. */
final class Database {
  private final DataSource source;

  Database(DataSource source) {
    this.source = source;
  }

  /** Reads one row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Does something in one transaction. */
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  /** Returns the rows, or what an INSERT or UPDATE returns. */
  <T> List<T> query(String what, String sql, RowReader<T> reader, @Nullable Object... values) {
    return attempt(
        what,
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, values);
              ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
              read.add(reader.read(rows));
            }
            return read;
          }
        });
  }

  /** Changes rows and returns how many. */
  int update(String what, String sql, @Nullable Object... values) {
    return attempt(
        what,
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
          }
        });
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private <T> T attempt(String what, Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(true);
      return work.in(connection);
    } catch (SQLException e) {
      throw refused(what, e);
    }
  }

  /** Does several things together or not at all. */
  <T> T transaction(String what, Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw refused(what, e);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static LedgerException refused(String what, SQLException e) {
    String why = String.valueOf(e.getMessage()).strip();
    LedgerException refused =
        LedgerException.of(what + " in the ledger's database: " + why + "; " + Advice.on(e));
    refused.initCause(e);
    return refused;
  }
}
