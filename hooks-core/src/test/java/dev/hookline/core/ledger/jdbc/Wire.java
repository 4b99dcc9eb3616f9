package dev.hookline.core.ledger.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The network between a run and its database: it can swallow everything, or break. */
final class Wire implements AutoCloseable {
  private final ServerSocket server;
  private volatile int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition mended = lock.newCondition();
  private boolean isSilent;

  Wire(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Lets nothing through from now on, without a word. */
  void fallSilent() {
    setSilent(true);
  }

  void mend() {
    setSilent(false);
  }

  private void setSilent(boolean silent) {
    lock.lock();
    try {
      isSilent = silent;
      mended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Leads to another server from now on, as an address that moves to a standby does. */
  void leadTo(int port) {
    target = port;
    cut();
  }

  /** Breaks every connection. */
  void cut() {
    sockets.forEach(Wire::closeQuietly);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        // The next one may fare better.
      }
    }
  }

  private void connect(Socket near) {
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(near);
      sockets.add(far);
      daemon(() -> copy(near, far));
      daemon(() -> copy(far, near));
    } catch (IOException e) {
      closeQuietly(near);
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] bytes = new byte[8192];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        awaitMended();
        out.write(bytes, 0, read);
      }
    } catch (IOException e) {
      // The connection is broken.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private void awaitMended() {
    lock.lock();
    try {
      while (isSilent) {
        mended.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more in any case.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
    mend();
  }
}
