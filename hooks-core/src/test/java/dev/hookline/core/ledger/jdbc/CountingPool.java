package dev.hookline.core.ledger.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A few connections for many, as a pooler has them, which counts the statements. */
final class CountingPool implements DataSource, AutoCloseable {
  private final BlockingQueue<Connection> idle;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  CountingPool(DataSource source, int size) throws SQLException {
    idle = new ArrayBlockingQueue<>(size, true);
    for (int i = 0; i < size; i++) {
      idle.add(source.getConnection());
    }
  }

  /** Returns how often each statement was sent, and begins to count anew. */
  Map<String, Long> takeCounts() {
    Map<String, Long> taken = new ConcurrentHashMap<>();
    counts.forEach((sql, count) -> taken.put(sql, count.sum()));
    counts.clear();
    return taken;
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      Connection lent = idle.take();
      return (Connection)
          Proxy.newProxyInstance(
              CountingPool.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> call(lent, method, arguments));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException(e);
    }
  }

  private Object call(Connection lent, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("close")) {
      idle.add(lent);
      return null;
    }
    if (method.getName().equals("prepareStatement")) {
      counts.computeIfAbsent((String) arguments[0], sql -> new LongAdder()).increment();
    }
    try {
      return method.invoke(lent, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : idle) {
      connection.close();
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() {
    return new PrintWriter(System.err, true);
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
