package com.example;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.library.Library;

/** Hooks that fail as the hooks of real tools do. */
public final class Tool {
  private Tool() {}

  public static void deploy() throws IOException {
    throw new FileNotFoundException("missing.txt");
  }

  public static void pack() {
    try {
      deploy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void warm() {
    try {
      pack();
    } catch (UncheckedIOException e) {
      throw new IllegalStateException("cannot warm\nthe cache", e);
    }
  }

  public static void require(@Nullable Object value) {
    Objects.requireNonNull(value);
  }

  public static void callLibrary() {
    Library.refuse();
  }

  public static void breakOddly() {
    throw new AssertionError("odd") {
      private static final long serialVersionUID = 1;
    };
  }

  public static void useThread() throws Exception {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              deploy();
              return null;
            });
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
    try {
      task.get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
