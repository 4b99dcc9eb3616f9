package dev.hookline.core.ledger.jdbc;

/** The one server of all these tests. */
final class Servers {
  static final PostgresServer POSTGRES = PostgresServer.start();

  private Servers() {}
}
