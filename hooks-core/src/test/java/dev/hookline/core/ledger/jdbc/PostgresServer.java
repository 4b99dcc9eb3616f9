package dev.hookline.core.ledger.jdbc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of these tests, which writes to the disk as one in production does. */
final class PostgresServer {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private final Path data;
  private final int port;

  private PostgresServer(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  static PostgresServer start() {
    PostgresServer server = withoutData();
    server.asOwner("initdb", "-D", server.data + "/db", "-A", "trust", "-U", "postgres");
    server.restart();
    return server;
  }

  private static PostgresServer withoutData() {
    try {
      Path data = Files.createTempDirectory(Path.of("/tmp"), "hookline-postgres");
      PostgresServer server = new PostgresServer(data, freePort());
      run("chown", "-R", owner(), data.toString());
      Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a second server, which follows this one and only reads until it is promoted. */
  PostgresServer standby() {
    PostgresServer standby = withoutData();
    String directory = standby.data + "/db";
    String from = String.valueOf(port);
    asOwner(
        "pg_basebackup", "-h127.0.0.1", "-p", from, "-Upostgres", "-D", directory, "-R", "-cfast");
    standby.restart();
    return standby;
  }

  /** Lets every commit from now on wait until it is on the disk of the standby as well. */
  void waitForStandby() throws SQLException {
    execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
    execute("SELECT pg_reload_conf()");
    await("SELECT EXISTS (SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync')");
  }

  /** Waits until the standby shows all that was committed. */
  void awaitReplay() throws SQLException {
    await(
        "SELECT EXISTS (SELECT 1 FROM pg_stat_replication"
            + " WHERE replay_lsn >= pg_current_wal_insert_lsn())");
  }

  private void await(String condition) throws SQLException {
    try (Connection connection = source(port, "postgres").getConnection();
        Statement statement = connection.createStatement()) {
      boolean holds = false;
      while (!holds) {
        try (ResultSet row = statement.executeQuery(condition)) {
          holds = row.next() && row.getBoolean(1);
        }
      }
    }
  }

  /** Makes the standby a server that writes. */
  void promote() {
    asOwner("pg_ctl", "-w", "-D", data + "/db", "promote");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** PostgreSQL refuses to run as root. */
  private static String owner() {
    return isRoot() ? "postgres" : System.getProperty("user.name");
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static Path bin() {
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions.sorted().reduce((a, b) -> b).orElseThrow().resolve("bin");
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL is not installed below " + INSTALLED, e);
    }
  }

  private void asOwner(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", owner(), "--"));
    }
    command.add(bin().resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  private static void run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(new File("/"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void restart() {
    String options = "-p " + port + " -k " + data + " -c listen_addresses=127.0.0.1";
    asOwner("pg_ctl", "-w", "-D", data + "/db", "-l", data + "/log", "-o", options, "restart");
  }

  /** Ends the server without a word to anyone, as the end of its machine would. */
  void crash() {
    asOwner("pg_ctl", "-w", "-D", data + "/db", "-m", "immediate", "stop");
  }

  private void remove() {
    try {
      crash();
    } catch (IllegalStateException e) {
      // It does not run.
    }
    run("rm", "-rf", data.toString());
  }

  int port() {
    return port;
  }

  Path directory() {
    return data;
  }

  /** Returns connections to an empty database of that name. */
  DataSource database(String name) {
    try {
      execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return source(name);
  }

  /** Returns connections to a database that is there. */
  DataSource source(String database) {
    return source(port, database);
  }

  /** Does something that concerns the whole server. */
  void execute(String sql) throws SQLException {
    Servers.execute(source("postgres"), sql);
  }

  /** Returns connections through a port, which may be that of something in between. */
  static DataSource source(int port, String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser("postgres");
    source.setPrepareThreshold(0);
    source.setConnectTimeout(5);
    return source;
  }
}
