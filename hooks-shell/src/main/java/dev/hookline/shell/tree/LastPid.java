package dev.hookline.shell.tree;

import java.io.IOException;
import java.io.RandomAccessFile;
import org.jspecify.annotations.Nullable;

/**
 * The id that was given last, to a process or a thread. It is asked at each end of a script, while
 * someone waits, so that the file is kept open: that costs a third of opening it, and no garbage.
 */
final class LastPid {
  private static final int BYTES = 128;
  private static volatile @Nullable LastPid file;

  private final RandomAccessFile load;
  private final byte[] buffer = new byte[BYTES];

  private LastPid(RandomAccessFile load) {
    this.load = load;
  }

  /** Returns the id, or -1 if it is not known. */
  static long look() {
    LastPid known = file;
    LastPid last = known == null ? open() : known;
    return last == null ? -1 : last.read();
  }

  /** While there are too many open files there is none; the next look tries again. */
  private static synchronized @Nullable LastPid open() {
    try {
      LastPid opened =
          file == null ? new LastPid(new RandomAccessFile("/proc/loadavg", "r")) : file;
      file = opened;
      return opened;
    } catch (IOException e) {
      return null;
    }
  }

  /** The kernel makes the text anew whenever it is read from its beginning. */
  private synchronized long read() {
    try {
      load.seek(0);
      return lastNumber(load.read(buffer));
    } catch (IOException e) {
      return -1;
    }
  }

  /** Returns the number at the end of the line, and -1 if nothing was read. */
  private long lastNumber(int length) {
    long number = length <= 0 ? -1 : 0;
    for (int i = 0; i < length; i++) {
      boolean isDigit = buffer[i] >= '0' && buffer[i] <= '9';
      number = isDigit ? 10 * number + buffer[i] - '0' : buffer[i] == '\n' ? number : 0;
    }
    return number;
  }
}
