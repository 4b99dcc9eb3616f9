package dev.hookline.api;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * Where one call of a hook writes. What is written is masked, cut into lines, told to the listeners
 * and kept (head and tail) for the report, in memory that does not grow with the output. Lines of
 * hooks that run at the same time never mix. Thread-safe.
 */
public interface HookOutput {

  /** Returns a stream for text, in UTF-8; a line reaches the listeners when its end is written. */
  PrintStream out();

  /** Returns a stream for complaints, in UTF-8. */
  PrintStream err();

  /**
   * Writes bytes as they come from a process; lines and characters may be split anywhere.
   *
   * @throws IndexOutOfBoundsException if the range is not within {@code bytes}
   */
  void write(OutputLine.Channel channel, byte[] bytes, int offset, int length);

  /**
   * Copies everything that is written from now on to a stream as well, with secrets masked. The
   * stream is flushed, not closed, at the end of the hook. A stream that throws is dropped, and the
   * failure is told by {@link HookContext} as a warning of the run.
   */
  void copyTo(OutputStream stream);

  /**
   * Returns whether somebody wants every line. If not, only the first and the last bytes matter,
   * and an adapter may skip what lies between with {@link #skip}.
   */
  boolean isObserved();

  /**
   * Counts bytes that an adapter did not read because nobody observes the output.
   *
   * @param bytes how many; not negative
   */
  void skip(long bytes);

  /** Returns the last complete or incomplete lines, oldest first; at most {@code count}. */
  List<String> lastLines(int count);
}
