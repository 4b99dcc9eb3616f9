package dev.hookline.shell.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends the signals that the JDK does not know, by way of a shell. */
final class SignalSender {
  private static final int AT_ONCE = 5000;
  private static final long LONGEST_MILLIS = 100;

  private SignalSender() {}

  /** Stops processes as well as can be done: one that is not stopped is killed all the same. */
  static void stop(List<Long> pids) {
    for (int from = 0; from < pids.size(); from += AT_ONCE) {
      stopSome(pids.subList(from, Math.min(pids.size(), from + AT_ONCE)));
    }
  }

  private static void stopSome(List<Long> pids) {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", "kill -STOP \"$@\"", "stop"));
    pids.forEach(pid -> words.add(pid.toString()));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      builder.start().waitFor(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (IOException | OutOfMemoryError e) {
      // There is no shell, or no process or thread to be had: the next step kills without it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
