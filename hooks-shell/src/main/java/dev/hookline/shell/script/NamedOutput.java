package dev.hookline.shell.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.HookOutput;
import dev.hookline.api.OutputLine.Channel;
import dev.hookline.shell.output.OutputView;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Output in which the private file of an inline text has the name of its hook: an interpreter names
 * the file in each complaint, and by the time that a person reads that, the file is gone. The file
 * is found wherever writes split its name. Writing is for one thread.
 */
public final class NamedOutput extends OutputView {
  private final byte[] file;
  private final byte[] name;

  /** How much of the file's name was seen at the end of the last write, per channel. */
  private final Map<Channel, Integer> held = new EnumMap<>(Channel.class);

  /** Names this file so in what is written to the output. */
  public NamedOutput(HookOutput output, Path file, String name) {
    super(output);
    this.file = file.toString().getBytes(UTF_8);
    this.name = name.getBytes(UTF_8);
  }

  @Override
  public void write(Channel channel, byte[] bytes, int offset, int length) {
    int before = held.getOrDefault(channel, 0);
    if (before == 0) {
      passOn(channel, bytes, offset, offset + length);
    } else {
      byte[] all = Arrays.copyOf(file, before + length);
      System.arraycopy(bytes, offset, all, before, length);
      passOn(channel, all, 0, all.length);
    }
  }

  private void passOn(Channel channel, byte[] bytes, int start, int end) {
    int from = start;
    int at = start;
    while (at < end && !isHeldFrom(bytes, at, end)) {
      if (isFile(bytes, at, end)) {
        passOnPart(channel, bytes, from, at);
        passOnPart(channel, name, 0, name.length);
        at += file.length;
        from = at;
      } else {
        at++;
      }
    }
    passOnPart(channel, bytes, from, at);
    held.put(channel, end - at);
  }

  private boolean isFile(byte[] bytes, int at, int end) {
    return bytes[at] == file[0]
        && end - at >= file.length
        && Arrays.equals(bytes, at, at + file.length, file, 0, file.length);
  }

  /** Returns whether all that is left may be the beginning of the file's name. */
  private boolean isHeldFrom(byte[] bytes, int at, int end) {
    return bytes[at] == file[0]
        && end - at < file.length
        && Arrays.equals(bytes, at, end, file, 0, end - at);
  }

  private void passOnPart(Channel channel, byte[] bytes, int from, int to) {
    if (from < to) {
      output.write(channel, bytes, from, to - from);
    }
  }

  /** Passes on what was held back, because no more will come. */
  public void end() {
    held.forEach((channel, length) -> passOnPart(channel, file, 0, length));
    held.clear();
  }
}
