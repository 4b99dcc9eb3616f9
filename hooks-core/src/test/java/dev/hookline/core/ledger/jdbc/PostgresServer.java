package dev.hookline.core.ledger.jdbc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
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
    try {
      Path data = Files.createTempDirectory(Path.of("/tmp"), "hookline-postgres");
      PostgresServer server = new PostgresServer(data, freePort());
      run("chown", "-R", owner(), data.toString());
      server.asOwner("initdb", "-D", data + "/db", "-A", "trust", "-U", "postgres");
      server.restart();
      Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    crash();
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
    try (Connection connection = source(port, "postgres").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return source(port, name);
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
