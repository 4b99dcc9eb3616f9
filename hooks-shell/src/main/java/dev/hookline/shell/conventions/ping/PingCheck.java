package dev.hookline.shell.conventions.ping;

import dev.hookline.api.HookSourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is checked of the files before anything runs: all problems together. */
final class PingCheck {
  private final PingDirectory directory;
  private final List<String> problems = new ArrayList<>();

  private PingCheck(PingDirectory directory) {
    this.directory = directory;
  }

  /**
   * Refuses files that are not trusted (P36), and files that make calls which the library is to
   * make (P34).
   */
  static void before(List<PingCall> calls, PingDirectory directory) {
    PingCheck check = new PingCheck(directory);
    check.addUntrusted();
    calls.forEach(check::addDoubleCalls);
    if (!check.problems.isEmpty()) {
      throw new HookSourceException(check.problems);
    }
  }

  private void addUntrusted() {
    PingTrust.problem(directory.trust(), directory.hooks()).ifPresent(problems::add);
    for (Path profile : directory.profiles()) {
      PingTrust.problem(directory.trust(), profile).ifPresent(problems::add);
    }
  }

  private void addDoubleCalls(PingCall call) {
    if (!call.calls().isEmpty()) {
      PingCaller.problem(call, directory.findBeforeTheRun(call.name())).ifPresent(problems::add);
    }
    call.calls().forEach(this::addDoubleCalls);
  }
}
