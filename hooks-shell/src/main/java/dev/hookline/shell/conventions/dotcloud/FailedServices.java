package dev.hookline.shell.conventions.dotcloud;

import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.SkipReason;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which services have failed in a run. Each is built by itself: one that fails keeps only its own
 * later hooks from running, and the application from being deployed (D24).
 */
final class FailedServices {
  private static final int FAILED = 1;

  private FailedServices() {}

  /** The code services of an application, in a type of their own so that a run can hold them. */
  record Names(List<String> all) {}

  private static final HookKey<Names> SERVICES = HookKey.of("dotcloud services", Names.class);

  private static HookKey<Boolean> key(String service) {
    return HookKey.of("dotcloud service " + service + " failed", Boolean.class);
  }

  static void note(HookContext context, String service, Names services) {
    context.put(SERVICES, services);
    context.put(key(service), true);
  }

  static void skipIfFailed(HookContext context, String service) {
    if (context.get(key(service)).isPresent()) {
      throw new HookSkippedException(SkipReason.because("its prebuild has failed"));
    }
  }

  /** Returns the names in the order of the alphabet. */
  static Set<String> in(HookContext context) {
    Set<String> failed = new TreeSet<>();
    for (Names services : context.get(SERVICES).stream().toList()) {
      services.all().stream()
          .filter(name -> context.get(key(name)).isPresent())
          .forEach(failed::add);
    }
    return failed;
  }

  /** Builds what can still be built. */
  static void build(DotcloudSteps steps, HookContext context) throws Exception {
    Set<String> failed = in(context);
    if (context.get(SERVICES).filter(all -> failed.containsAll(all.all())).isPresent()) {
      throw new HookSkippedException(SkipReason.because("every service has failed"));
    }
    steps.build(failed, context);
  }

  /** Installs nothing after a failure, of the tool's own hooks too. */
  static void install(DotcloudSteps steps, HookContext context) throws Exception {
    if (context.failure().isPresent()) {
      throw new HookExitException(FAILED, "the build has failed; nothing was installed");
    }
    steps.install(context);
  }
}
