package dev.hookline.shell.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.PumpStreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * Launches processes by way of Commons Exec, and is the only class that knows that library.
 *
 * <p>Commons Exec is the frame around a launch and nothing more. Left to itself it would trim
 * arguments, hang on a pipe that a background process holds, kill the first process only, and clear
 * the interrupt flag of its thread, which is that of a hook. So the command is started by {@link
 * Subprocess}, the frame is left as it is for a launch that fails, before it waits for anything,
 * and {@link Supervision} waits for the process.
 */
final class CommonsExec extends DefaultExecutor {
  /** Commons Exec asks for a command, and does no more than hand it to the launch below. */
  private static final CommandLine UNREAD = new CommandLine("hook");

  private final Start start;
  private @Nullable Supervision started;

  /** Starts a process. */
  interface Start {
    /**
     * Returns the supervision of the process that was started.
     *
     * @throws IOException if the system refused to start it
     */
    Supervision start() throws IOException;
  }

  @SuppressWarnings("deprecation") // the only constructor that is open to subclasses
  private CommonsExec(Start start) {
    this.start = start;
    setStreamHandler(new PumpStreamHandler(null, null));
  }

  /**
   * Starts a process.
   *
   * @throws IOException if the system refused to start it
   */
  static Supervision launch(Start start) throws IOException {
    CommonsExec executor = new CommonsExec(start);
    try {
      executor.execute(UNREAD, Map.of());
      throw new IllegalStateException("not launched");
    } catch (Launched launched) {
      return requireNonNull(executor.started);
    } catch (Error e) {
      executor.killStarted();
      throw e;
    }
  }

  /** There may be no memory even for the way out. */
  private void killStarted() {
    if (started != null) {
      started.kill();
    }
  }

  @Override
  protected Process launch(CommandLine unread, Map<String, String> unused, Path directory)
      throws IOException {
    started = start.start();
    throw new Launched();
  }

  /** The only way out of the frame that keeps the interrupt flag. */
  private static final class Launched extends IOException {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
