package dev.hookline.api;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * Where one call of a hook writes. What is written is masked, cut into lines, passed to the
 * listeners and kept for the report (the first 8 KiB and the last 24 KiB), in memory that does not
 * grow with the output. Lines of hooks that run at the same time never mix. Thread-safe.
 *
 * <p>Implemented by Hookline: later versions may add methods.
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
   * failure is reported as a warning of the run.
   */
  void copyTo(OutputStream stream);

  /**
   * Shows listeners what there is of a line that has no end yet, such as a prompt. The streams of
   * this output do so when they are flushed.
   */
  void flush();

  /** Returns the last complete or incomplete lines, oldest first; at most {@code count}. */
  List<String> lastLines(int count);
}
