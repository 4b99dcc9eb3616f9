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
  /**
   * For all launches, since none gets as far as to leave anything in it. Made by the first of them:
   * if there is no memory for it then, a later launch tries again.
   */
  private static volatile @Nullable CommonsExec frame;

  /** A command that is not read, since the frame does no more than hand it to the launch. */
  private static final class Launch extends CommandLine {
    final Subprocess process;
    @Nullable Supervision started;

    Launch(Subprocess process) {
      super("hook");
      this.process = process;
    }

    /** There may be no memory even for the way out. */
    void killStarted() {
      if (started != null) {
        started.kill();
      }
    }
  }

  /** Without a directory, as each process has its own: Commons Exec would look for that. */
  @SuppressWarnings("deprecation") // the only constructor that is open to subclasses
  private CommonsExec() {
    setStreamHandler(new PumpStreamHandler(null, null));
    setWorkingDirectory(null);
  }

  /** If two are made at once, one serves as well as the other. */
  private static CommonsExec frame() {
    CommonsExec known = frame;
    if (known == null) {
      known = new CommonsExec();
      frame = known;
    }
    return known;
  }

  /**
   * Starts a process.
   *
   * @throws IOException if the system refused to start it
   */
  static Supervision launch(Subprocess process) throws IOException {
    Launch launch = new Launch(process);
    try {
      frame().execute(launch, Map.of());
      throw new IllegalStateException("not launched");
    } catch (Launched launched) {
      return requireNonNull(launch.started);
    } catch (Error e) {
      launch.killStarted();
      throw e;
    }
  }

  @Override
  protected Process launch(
      CommandLine command, Map<String, String> unused, @Nullable Path directory)
      throws IOException {
    Launch launch = (Launch) command;
    launch.started = launch.process.start();
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
