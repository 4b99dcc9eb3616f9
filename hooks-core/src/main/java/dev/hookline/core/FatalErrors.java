package dev.hookline.core;

import java.util.List;

/** Hands the report of a run over with the error that ended it. */
final class FatalErrors {
  private FatalErrors() {}

  /**
   * Returns the error with the report suppressed in it. An error that the JVM made itself may
   * refuse that, and one object may be thrown by several runs; then it is one of the same class,
   * which has the error as its cause.
   */
  static VirtualMachineError with(VirtualMachineError error, HookRunException report) {
    if (!hasReport(error)) {
      error.addSuppressed(report);
      if (List.of(error.getSuppressed()).contains(report)) {
        return error;
      }
    }
    VirtualMachineError same = sameClass(error);
    same.initCause(error);
    same.addSuppressed(report);
    return same;
  }

  private static boolean hasReport(VirtualMachineError error) {
    for (Throwable suppressed : error.getSuppressed()) {
      if (suppressed instanceof HookRunException) {
        return true;
      }
    }
    return false;
  }

  private static VirtualMachineError sameClass(VirtualMachineError error) {
    if (error instanceof StackOverflowError) {
      return new StackOverflowError(error.getMessage());
    }
    if (error instanceof OutOfMemoryError) {
      return new OutOfMemoryError(error.getMessage());
    }
    return new InternalError(error.toString());
  }
}
