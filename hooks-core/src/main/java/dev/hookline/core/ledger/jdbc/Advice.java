package dev.hookline.core.ledger.jdbc;

import java.sql.SQLException;
import java.util.Map;

/** What to do when the database refuses something. */
final class Advice {
  /** By SQLSTATE. */
  private static final Map<String, String> ADVICE =
      Map.of(
          "42P01", "its tables are gone: call createTables() once, or restore them",
          "42703", "its tables are of an earlier version: call createTables() once",
          "42501", "grant this user what the ledger needs, then run again",
          "25006", "connect to the server that writes, not to a standby, then run again",
          "53300", "allow more connections, or put a pooler before it, then run again",
          "28000", "check the user and the password, then run again",
          "28P01", "check the user and the password, then run again",
          "3D000", "check the name of the database, then run again");

  private static final String OTHERWISE =
      "check the database and the connection to it, then run again";

  private Advice() {}

  static String on(SQLException e) {
    String state = e.getSQLState();
    return state == null ? OTHERWISE : ADVICE.getOrDefault(state, OTHERWISE);
  }
}
