package dev.hookline.shell.process;

import dev.hookline.api.HookOutput;
import dev.hookline.api.OutputLine.Channel;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A file to which a process writes while it is being read here, and which may have lost its name.
 * It is not read by a channel, which an interrupt would close.
 */
final class OutputFile implements Closeable {
  /** How much of the beginning and of the end matters when nobody observes the output. */
  static final int KEPT_BYTES = 64 << 10;

  private static final int CHUNK_BYTES = 64 << 10;

  private final Path path;
  private final RandomAccessFile file;
  private final Channel channel;
  private long position;
  private byte[] buffer = new byte[0];

  /** Opens a file, of which the path has no symbolic link in it. */
  OutputFile(Path path, Channel channel) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "r");
    this.channel = channel;
  }

  ProcessBuilder.Redirect redirect() {
    return ProcessBuilder.Redirect.appendTo(path.toFile());
  }

  /** Returns how {@code /proc} calls the file, with and without its name. */
  List<String> names() {
    return List.of(path.toString(), path + " (deleted)");
  }

  long length() throws IOException {
    return file.length();
  }

  boolean isReadUpTo(long end) {
    return position >= end;
  }

  /** Passes on what there is up to {@code end}, but not more than {@code most} bytes. */
  void read(HookOutput output, long end, long most) throws IOException {
    long stop = Math.min(end, position + most);
    while (position < stop) {
      int length = fill(stop - position);
      if (length <= 0) {
        return;
      }
      position += length;
      output.write(channel, buffer, 0, length);
    }
  }

  private int fill(long available) throws IOException {
    int wanted = (int) Math.min(available, CHUNK_BYTES);
    if (buffer.length < wanted) {
      buffer = new byte[wanted];
    }
    file.seek(position);
    return file.read(buffer, 0, wanted);
  }

  /** Passes on the beginning, if it is not read yet, and the end, and skips what lies between. */
  void readEnds(HookOutput output, long end) throws IOException {
    read(output, end, Math.max(0, KEPT_BYTES - position));
    long tail = Math.max(position, end - KEPT_BYTES);
    if (tail > position) {
      output.skip(tail - position);
      position = tail;
    }
    read(output, end, KEPT_BYTES);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
