package dev.hookline.core.ledger.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The one server of most of these tests, and how they talk to a server beside the ledger. */
final class Servers {
  static final PostgresServer POSTGRES = PostgresServer.start();

  private Servers() {}

  static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the first column. */
  static List<String> column(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  static long number(DataSource source, String sql) throws SQLException {
    return Long.parseLong(column(source, sql).get(0));
  }
}
