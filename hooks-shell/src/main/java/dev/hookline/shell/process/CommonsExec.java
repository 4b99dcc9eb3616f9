package dev.hookline.shell.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * Executes one process by Commons Exec, and is the only class that knows it. Its own ways to
 * launch, to wait and to pump are replaced: they trim arguments, kill only the first process, and
 * hang when a background process holds a pipe.
 */
final class CommonsExec extends DefaultExecutor {

  /** Starts a process and sees it through to its end. */
  interface Watch {
    /**
     * Starts it.
     *
     * @throws IOException if the system refused
     */
    Process start() throws IOException;

    /** Waits for its end, and returns the exit code. */
    int await(Process process);
  }

  private final Watch watch;

  @SuppressWarnings("deprecation") // the only constructor that is open to subclasses
  private CommonsExec(Watch watch) {
    this.watch = watch;
    setExitValues(null);
    setStreamHandler(new NoPumps());
  }

  /**
   * Starts the process and has it watched. Commons Exec clears the interrupt flag; the watch has to
   * keep it.
   *
   * @throws IOException if the process could not be started
   */
  static void run(List<String> words, Watch watch) throws IOException {
    new CommonsExec(watch).execute(new ExactWords(words));
  }

  @Override
  protected Process launch(CommandLine command, Map<String, String> environment, Path directory)
      throws IOException {
    return new WatchedProcess(watch.start(), watch);
  }

  @Override
  protected Process launch(CommandLine command, Map<String, String> environment, File directory)
      throws IOException {
    return launch(command, environment, directory.toPath());
  }

  /** A command whose words are not trimmed. */
  private static final class ExactWords extends CommandLine {
    private final List<String> words;

    ExactWords(List<String> words) {
      super(words.get(0));
      this.words = List.copyOf(words);
    }

    @Override
    public String[] toStrings() {
      return words.toArray(new String[0]);
    }
  }

  /** A process for which somebody else waits, and whose streams are files. */
  private static final class WatchedProcess extends Process {
    private final Process process;
    private final Watch watch;

    WatchedProcess(Process process, Watch watch) {
      this.process = process;
      this.watch = watch;
    }

    @Override
    public int waitFor() {
      return watch.await(process);
    }

    @Override
    public int exitValue() {
      return process.exitValue();
    }

    @Override
    public void destroy() {
      process.toHandle().destroy();
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

  /** Leaves the streams alone: the process writes to files. */
  private static final class NoPumps implements ExecuteStreamHandler {
    @Override
    public void setProcessErrorStream(InputStream stream) {}

    @Override
    public void setProcessInputStream(OutputStream stream) {}

    @Override
    public void setProcessOutputStream(InputStream stream) {}

    @Override
    public void start() {}

    @Override
    public void stop() {}
  }
}
