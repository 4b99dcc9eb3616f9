package dev.hookline.core.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that gets all lines of a console: begun anew by its first run, continued by later ones.
 * When it cannot be written it is given up, once, with a word to those who watch.
 */
final class RunLog implements Lines {
  private final Path file;
  private final Lines complaints;
  private @Nullable Writer writer;
  private boolean isBegun;
  private boolean isBroken;

  RunLog(Path file, Lines complaints) {
    this.file = file;
    this.complaints = complaints;
  }

  @Override
  public synchronized void write(List<String> lines) {
    attempt(
        () -> {
          Writer open = open();
          for (String line : lines) {
            open.append(line).append('\n');
          }
        });
  }

  private Writer open() throws IOException {
    Writer known = writer;
    if (known != null) {
      return known;
    }
    OpenOption mode = isBegun ? APPEND : TRUNCATE_EXISTING;
    BufferedWriter opened = Files.newBufferedWriter(file, UTF_8, CREATE, mode);
    isBegun = true;
    writer = opened;
    return opened;
  }

  /** Makes readable for others what was written so far. */
  synchronized void flush() {
    Writer open = writer;
    if (open != null) {
      attempt(open::flush);
    }
  }

  /** Lets the file go until the next run. */
  synchronized void close() {
    Writer open = writer;
    if (open != null) {
      attempt(open::close);
      writer = null;
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  private void attempt(Action action) {
    if (isBroken) {
      return;
    }
    try {
      action.run();
    } catch (IOException e) {
      isBroken = true;
      complaints.write(List.of("!! the log " + file + " is no longer written: " + e));
    }
  }
}
