package dev.hookline.shell.conventions.upsun;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookId;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookResult;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import dev.hookline.shell.conventions.upsun.project.UpsunApp;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes {@code deploy.log} and {@code post-deploy.log} as Upsun does (U25): a line {@code [time]
 * Launching hook 'TEXT'.} and an empty one, then what the hook wrote. The files are appended to,
 * appear when their hook first runs, and lose their older half when they grow beyond 100 MB. Not
 * safe for concurrent runs.
 *
 * <p>The files are those of one application: neither other applications nor hooks of the tool write
 * to them (U29). If there are several applications, each has its files in a directory of its name.
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

  /** Of the hooks that have begun and have written nothing yet. */
  private final Map<HookId, String> headers = new ConcurrentHashMap<>();

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
      String text = hooks.ownerOf(hook).flatMap(app -> app.scriptOf(hook)).orElseThrow().text();
      headers.put(hook, "[" + time + "] Launching hook '" + text + "'.\n\n");
    }
  }

  @Override
  public void lineWritten(LineWritten event) {
    OutputLine line = event.line();
    write(line.hook(), line.text() + (line.continued() ? "" : "\n"));
  }

  /** A hook that skips itself was never launched. */
  @Override
  public void hookFinished(HookFinished event) {
    HookResult result = event.result();
    if (result.outcome() instanceof HookOutcome.Skipped) {
      headers.remove(result.hook());
    } else {
      write(result.hook(), "");
      file(result.hook()).ifPresent(this::trim);
    }
  }

  private Optional<Path> file(HookId hook) {
    return name(hook.phase())
        .flatMap(name -> hooks.ownerOf(hook).map(app -> directoryOf(app).resolve(name)));
  }

  private static Optional<String> name(Phase phase) {
    if (phase.equals(UpsunHooks.DEPLOY)) {
      return Optional.of("deploy.log");
    }
    return phase.equals(UpsunHooks.POST_DEPLOY) ? Optional.of("post-deploy.log") : Optional.empty();
  }

  private Path directoryOf(UpsunApp app) {
    return hooks.loaded().size() == 1 ? directory : directory.resolve(app.name());
  }

  private void write(HookId hook, String text) {
    for (Path file : file(hook).stream().toList()) {
      String header = headers.remove(hook);
      try {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(
            file,
            (header == null ? "" : header) + text,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
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
