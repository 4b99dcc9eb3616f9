package com.example;

/** Nothing of it can be read, except by chance. */
public final class HostileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @Override
  public String getMessage() {
    throw new IllegalStateException("no message");
  }

  @Override
  public String toString() {
    throw new IllegalStateException("no text");
  }

  @Override
  public synchronized Throwable getCause() {
    throw new IllegalStateException("no cause");
  }

  @Override
  public StackTraceElement[] getStackTrace() {
    throw new IllegalStateException("no trace");
  }
}
