package dev.hookline.shell.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.shell.testing.OwnFile;
import dev.hookline.shell.testing.PlainUser;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import dev.hookline.shell.testing.TestContext;
import dev.hookline.shell.testing.ToolUnderTest;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Out of memory or threads: what was started is ended all the same. */
@Timeout(60)
class NeedTest extends ScriptTestCase {
  private final Sleeper sleeper = new Sleeper();

  @AfterEach
  void endSleepers() {
    sleeper.endAll();
  }

  /** Runs a script, and fills the memory to the last byte when it writes its first line. */
  static final class FullHeap {
    static volatile Object @Nullable [] hoard;

    private FullHeap() {}

    public static void main(String[] arguments) throws Exception {
      TestContext context = TestContext.in(Path.of(arguments[0])).grace(Duration.ofMillis(300));
      context.output.copyTo(
          new OutputStream() {
            @Override
            public void write(int b) {
              fill();
            }
          });
      try {
        sh(Files.readString(context.directory().resolve("script"))).run(context);
      } catch (OutOfMemoryError e) {
        hoard = null;
        System.out.println("out of memory: " + e.getMessage());
      }
      System.in.read();
    }

    private static void fill() {
      for (int size = 1 << 20; size >= 16; size /= 4) {
        try {
          while (true) {
            hoard = new Object[] {hoard, new byte[size]};
          }
        } catch (OutOfMemoryError e) {
          // This size is used up.
        }
      }
      throw new OutOfMemoryError("full");
    }
  }

  @Test
  void run_heapIsFull_endsTheScript() throws Exception {
    Files.writeString(directory.resolve("script"), "echo ready; " + sleeper + " & exec " + sleeper);
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                ToolUnderTest.classPath(),
                FullHeap.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();

    // The JVM may complain of threads of its own that have ended.
    String said =
        tool.inputReader(UTF_8)
            .lines()
            .filter(s -> s.startsWith("out of memory: "))
            .findFirst()
            .get();
    if (!said.endsWith("they are ended when the JVM ends")) {
      sleeper.awaitNone(); // what got SIGKILL takes a moment to be gone
    }
    tool.getOutputStream().close();
    tool.waitFor();
    assertThat(sleeper.running()).isEmpty();
  }

  /** Runs a script when one more process can be started, and no thread to wait for it. */
  static final class NoThread {
    private NoThread() {}

    public static void main(String[] arguments) throws Exception {
      TestContext context = TestContext.in(Path.of("").toAbsolutePath());
      sh("true").run(context); // leaves threads and pipes for the next one
      Process other = new ProcessBuilder("sleep", "60").start(); // takes the thread that waits
      CountDownLatch over = new CountDownLatch(1);
      Deque<Thread> threads = new ArrayDeque<>();
      fill(threads, over);
      threads.pop().interrupt();
      try {
        sh(Files.readString(context.directory().resolve("script"))).run(context);
      } catch (Exception | OutOfMemoryError e) {
        System.out.println("not run: " + e);
      }
      over.countDown();
      other.destroy();
      System.out.println("over");
      System.in.read();
    }

    private static void fill(Deque<Thread> threads, CountDownLatch over) {
      try {
        while (true) {
          Thread thread = new Thread(() -> await(over));
          thread.setDaemon(true);
          thread.start();
          threads.push(thread);
        }
      } catch (OutOfMemoryError e) {
        // There are no more.
      }
    }

    private static void await(CountDownLatch over) {
      try {
        over.await();
      } catch (InterruptedException e) {
        // This thread makes room.
      }
    }
  }

  @Test
  void run_systemHasNoThreadForTheProcess_leavesNone() throws Exception {
    try (PlainUser user = PlainUser.create()) {
      OwnFile.write(user.home().resolve("script"), sleeper + " & exec " + sleeper);
      OwnFile.open(user.home());
      Process tool =
          user.start("ulimit -u " + (PlainUser.tasks() + 60) + ";", NoThread.class.getName());

      // The JVM complains of threads that it could not start.
      assertThat(tool.inputReader(UTF_8).lines().anyMatch("over"::equals)).isTrue();
      assertThat(sleeper.running()).isEmpty();
      tool.getOutputStream().close();
      tool.waitFor();
    }
  }

  @Test
  void start_errorAfterTheProcessHasStarted_killsIt() {
    String cookie = "cookie-" + directory.getFileName();
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", sleeper + " & exec " + sleeper);
    builder.environment().put("HOOKLINE_COOKIE", cookie);

    Set<String> outputs =
        new AbstractSet<>() {
          @Override
          public Iterator<String> iterator() {
            sleeper.awaitRunning(2);
            throw new OutOfMemoryError("no memory");
          }

          @Override
          public int size() {
            return 1;
          }
        };

    assertThatThrownBy(
            () ->
                ProcessRegistry.start(
                    builder, "HOOKLINE_COOKIE=" + cookie, Duration.ZERO, outputs, Optional.empty()))
        .hasMessage("no memory");

    assertThat(sleeper.running()).isEmpty();
  }
}
