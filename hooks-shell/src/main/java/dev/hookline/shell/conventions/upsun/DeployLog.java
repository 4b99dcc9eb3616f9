package dev.hookline.shell.conventions.upsun;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookListener;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes {@code deploy.log} and {@code post-deploy.log} as Upsun does (U25): a line {@code [time]
 * Launching hook 'TEXT'.} and an empty one, then what the hook wrote. The files are appended to,
 * appear when their hook first runs, and lose their older half when they grow beyond 100 MB. Not
 * safe for concurrent runs.
 */
@CheckReturnValue
public final class DeployLog implements HookListener {
  private static final long LIMIT = 100_000_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

  private final UpsunHooks hooks;
  private final Path directory;
  private final Clock clock;
  private final long limit;

  private DeployLog(UpsunHooks hooks, Path directory, Clock clock, long limit) {
    this.hooks = Objects.requireNonNull(hooks, "hooks");
    this.directory = Objects.requireNonNull(directory, "directory");
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * Returns a log of these hooks.
   *
   * @param hooks the hooks that the engine loads, or a copy of them with other settings
   * @param directory where the files are, such as {@code /var/log}
   */
  public static DeployLog of(UpsunHooks hooks, Path directory) {
    return new DeployLog(hooks, directory, Clock.system(ZoneId.systemDefault()), LIMIT);
  }

  /** Returns this log with another clock. */
  public DeployLog clock(Clock newClock) {
    return new DeployLog(hooks, directory, newClock, limit);
  }

  /**
   * Returns this log with another size at which a file is trimmed.
   *
   * @throws IllegalArgumentException if it is less than 2
   */
  public DeployLog limit(long bytes) {
    if (bytes < 2) {
      throw new IllegalArgumentException("limit must be at least 2 bytes, not " + bytes);
    }
    return new DeployLog(hooks, directory, clock, bytes);
  }

  @Override
  public void hookStarted(HookStarted event) {
    HookId hook = event.hook();
    if (file(hook).isPresent()) {
      String time = TIME.format(LocalDateTime.now(clock));
      write(hook, "[" + time + "] Launching hook '" + textOf(hook) + "'.\n\n");
    }
  }

  private String textOf(HookId hook) {
    return hooks
        .loaded(hook.name())
        .filter(app -> hook.kind() == HookKind.ORDINARY)
        .map(app -> app.hooks().get(hook.phase()))
        .map(UpsunApp.Script::text)
        .orElse(hook.name());
  }

  @Override
  public void lineWritten(LineWritten event) {
    OutputLine line = event.line();
    write(line.hook(), line.text() + (line.continued() ? "" : "\n"));
  }

  @Override
  public void hookFinished(HookFinished event) {
    file(event.result().hook()).filter(Files::exists).ifPresent(this::trim);
  }

  private Optional<Path> file(HookId hook) {
    Phase phase = hook.phase();
    if (phase.equals(UpsunHooks.DEPLOY)) {
      return Optional.of(directory.resolve("deploy.log"));
    }
    return phase.equals(UpsunHooks.POST_DEPLOY)
        ? Optional.of(directory.resolve("post-deploy.log"))
        : Optional.empty();
  }

  private void write(HookId hook, String text) {
    for (Path file : file(hook).stream().toList()) {
      try {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
    }
  }

  private void trim(Path file) {
    try {
      long size = Files.size(file);
      if (size > limit) {
        keepEnd(file, size - limit / 2);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot trim " + file, e);
    }
  }

  /** Keeps what follows the first line end after the position. */
  private static void keepEnd(Path file, long position) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      long start = lineStart(from, position);
      while (start < from.size()) {
        start += from.transferTo(start, from.size() - start, to);
      }
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static long lineStart(FileChannel file, long position) throws IOException {
    ByteBuffer some = ByteBuffer.allocate(1 << 16);
    file.read(some, position);
    int end =
        new String(some.array(), 0, some.position(), StandardCharsets.ISO_8859_1).indexOf('\n');
    return position + end + 1;
  }
}
