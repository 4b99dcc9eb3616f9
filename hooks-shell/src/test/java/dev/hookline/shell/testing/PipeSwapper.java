package dev.hookline.shell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Makes a file a named pipe, and a file again, as fast as it can. */
public final class PipeSwapper {
  private final Path file;
  private final Thread thread = new Thread(this::exchange, "pipe swapper");
  private volatile boolean isOver;
  private volatile Optional<IOException> failure = Optional.empty();

  private PipeSwapper(Path file) {
    this.file = file;
  }

  /** Starts with a file that is there. */
  public static PipeSwapper start(Path file) throws IOException, InterruptedException {
    PipeSwapper swapper = new PipeSwapper(file);
    Files.createLink(swapper.beside("text"), file);
    String pipe = swapper.beside("pipe").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    swapper.thread.start();
    return swapper;
  }

  private Path beside(String name) {
    return file.resolveSibling(name);
  }

  /** Hard links stay, so that both can take the place of the file again and again. */
  private void exchange() {
    Path next = beside("next");
    try {
      while (!isOver) {
        for (String what : new String[] {"pipe", "text"}) {
          Files.createLink(next, beside(what));
          Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
          Files.deleteIfExists(next); // a move onto the same file does nothing
        }
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  public void stop() throws InterruptedException {
    isOver = true;
    thread.join();
    assertThat(failure).isEmpty();
  }
}
