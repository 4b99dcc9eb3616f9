package dev.hookline.shell.conventions.ping;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import java.util.List;
import java.util.Optional;

/**
 * Makes hooks of calls.
 *
 * @param directory where the files are
 * @param handOver the file by which they hand variables over
 * @param policy what the failure of a hook means (P15)
 */
record PingSpecs(PingDirectory directory, Optional<PingHandOver> handOver, FailurePolicy policy) {

  /** Adds the copy of the local profiles, if there are any. */
  void addProfiles(Phase phase, List<HookSpec> specs) {
    if (!directory.profiles().isEmpty()) {
      specs.add(HookSpec.of(phase, "local profile", new PingProfile(directory)));
    }
  }

  /** Adds the export of what was handed over, if there is a file for it. */
  void addExport(Phase phase, List<HookSpec> specs) {
    handOver
        .map(file -> new PingExport(file, directory.trust()))
        .ifPresent(export -> specs.add(HookSpec.of(phase, "container env", export)));
  }

  /** Adds the hooks of a call. */
  void add(Phase phase, PingCall call, List<HookSpec> specs) {
    add(phase, call, PingNumber.of(call.name()), specs);
  }

  private void add(Phase phase, PingCall call, int exitCode, List<HookSpec> specs) {
    Hook hook = hook(call.name(), exitCode);
    Hook main = call.calls().isEmpty() ? hook : new PingCaller(call, directory, hook);
    specs.add(spec(phase, call.name() + ".pre", hook(call.name() + ".pre", exitCode)));
    specs.add(spec(phase, call.name(), main));
    call.calls().forEach(inner -> add(phase, inner, exitCode, specs));
    specs.add(spec(phase, call.name() + ".post", hook(call.name() + ".post", exitCode)));
  }

  private HookSpec spec(Phase phase, String name, Hook hook) {
    return HookSpec.of(phase, name, hook).onFailure(policy);
  }

  /** Returns the hook that runs one file, with the exit code of the call that it belongs to. */
  Hook hook(String name, int exitCode) {
    return new PingHook(name, exitCode, directory, handOver);
  }
}
