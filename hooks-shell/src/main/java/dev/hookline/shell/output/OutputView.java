package dev.hookline.shell.output;

import dev.hookline.api.HookOutput;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * An output that changes what is written before another one has it. Everything else is that of the
 * other one.
 */
public abstract class OutputView implements HookOutput {
  /** Has what is passed on. */
  protected final HookOutput output;

  /** Creates a view of this output. */
  protected OutputView(HookOutput output) {
    this.output = output;
  }

  @Override
  public final PrintStream out() {
    return output.out();
  }

  @Override
  public final PrintStream err() {
    return output.err();
  }

  @Override
  public final void copyTo(OutputStream stream) {
    output.copyTo(stream);
  }

  @Override
  public final void flush() {
    output.flush();
  }

  @Override
  public final List<String> lastLines(int count) {
    return output.lastLines(count);
  }
}
