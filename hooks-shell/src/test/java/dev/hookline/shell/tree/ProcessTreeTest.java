package dev.hookline.shell.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a tree without a look at all processes. */
class ProcessTreeTest {
  private static final String COOKIE = "process-tree-test;";

  /** A busy machine may take longer than the moment in which ids tell anything. */
  private static final int MOST_TRIES = 200;

  @TempDir private Path directory;

  private final List<ProcessHandle> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** Runs a root that says the id of what it leaves behind, and asks as soon as it has ended. */
  private boolean isSurelyEmptyAfter(String script) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
    builder.environment().put("HOOKLINE_COOKIE", COOKIE);
    Process root = builder.start();
    Set<String> outputs = Set.of(directory.resolve("output").toRealPath().toString());
    ProcessTree tree = new ProcessTree(root, COOKIE, outputs, Optional.empty());
    String left = new String(root.getInputStream().readAllBytes()).strip();
    root.waitFor();
    try {
      if (!left.isEmpty()) {
        ProcessHandle.of(Long.parseLong(left)).ifPresent(started::add);
      }
      return tree.isSurelyEmpty();
    } finally {
      tree.forget();
    }
  }

  private void startNeighbour() throws IOException {
    started.add(new ProcessBuilder("sleep", "3600").start().toHandle());
  }

  private boolean isEverSurelyEmptyAfter(String script, int tries) throws Exception {
    directory.resolve("output").toFile().createNewFile();
    for (int i = 0; i < tries; i++) {
      Thread neighbour =
          new Thread(
              () -> {
                try {
                  startNeighbour();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      neighbour.start();
      boolean isEmpty = isSurelyEmptyAfter(script);
      neighbour.join();
      if (isEmpty) {
        return true;
      }
    }
    return false;
  }

  /** A process whose end the JDK has not noticed. */
  private static final class Unnoticed extends Process {
    private final long id;

    Unnoticed(long id) {
      this.id = id;
    }

    @Override
    public long pid() {
      return id;
    }

    @Override
    public boolean isAlive() {
      return true;
    }

    @Override
    public int exitValue() {
      throw new IllegalThreadStateException();
    }

    @Override
    public int waitFor() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void destroy() {
      throw new UnsupportedOperationException();
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return InputStream.nullInputStream();
    }
  }

  private static ProcessTree unnoticed(long id) {
    ProcessTree tree = new ProcessTree(new Unnoticed(id), COOKIE, Set.of(), Optional.empty());
    tree.remember();
    tree.forget();
    return tree;
  }

  /** Starts a process that never asks how its child has ended, so that this one stays a zombie. */
  private long zombie() throws IOException {
    Process parent = new ProcessBuilder("sh", "-c", "true & echo $!; exec sleep 3600").start();
    started.add(parent.toHandle());
    long id = Long.parseLong(parent.inputReader().readLine());
    while (ProcFs.stat(id).filter(ProcFs.Stat::isAlive).isPresent()) {
      Thread.onSpinWait();
    }
    return id;
  }

  @Test
  void hasRootEnded_zombieThatTheJdkTakesForAlive_isTrue() throws Exception {
    assertThat(unnoticed(zombie()).hasRootEnded()).isTrue();
  }

  @Test
  void hasRootEnded_running_isFalse() throws Exception {
    startNeighbour();

    assertThat(unnoticed(started.get(0).pid()).hasRootEnded()).isFalse();
  }

  @Test
  void isSurelyEmpty_onlyANeighbourHasStartedAProcess_isTrue() throws Exception {
    assertThat(isEverSurelyEmptyAfter("sleep 0.01", MOST_TRIES)).isTrue();
  }

  @Test
  void isSurelyEmpty_leftWithTheCookie_isFalse() throws Exception {
    String script = "setsid sleep 3600 >/dev/null 2>&1 </dev/null & echo $!";
    assertThat(isEverSurelyEmptyAfter(script, 5)).isFalse();
  }

  @Test
  void isSurelyEmpty_leftWithTheOutputOpen_isFalse() throws Exception {
    String output = directory.resolve("output").toString();
    String script =
        "env -i setsid sleep 3600 3>" + output + " >/dev/null 2>&1 </dev/null & echo $!";
    assertThat(isEverSurelyEmptyAfter(script, 5)).isFalse();
  }
}
