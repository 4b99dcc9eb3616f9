package dev.hookline.shell.conventions.ping;

import dev.hookline.api.Condition;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The calls of Ping's own {@code entrypoint.sh}, in its order (P20–P28): {@code 01} with all that
 * it calls, then {@code 10} or {@code 20} by {@code RUN_PLAN}, then {@code 50}, then the server
 * with {@code 80-post-start.sh} beside it. Immutable, and thread-safe if the server is.
 *
 * <p>The server is the tool's own hook, and stands in the phase {@link #SERVER}. {@code
 * 80-post-start.sh} runs at the same time, if there is such a file (P28: a lone {@code .pre} or
 * {@code .post} of it never runs). The phase ends when both have ended, so that nothing outlives
 * the run unseen; a failure of either is a failure of the phase (P29).
 *
 * <p>Copying profiles over each other (P22, P30) and commands other than {@code start-server} (P20)
 * are the tool's business; {@code 90-shutdown-sequence.sh} is not called here either (P31). For the
 * image build (P32), call {@code build.sh} in a phase of your own.
 */
public final class PingEntrypoint implements HookSource {
  /** {@code 01-start-server.sh} and what it calls (P23). */
  public static final Phase PREPARE = Phase.of("prepare");

  /** The first start, or a later one (P25). */
  public static final Phase SEQUENCE = Phase.of("sequence");

  /** {@code 50-before-post-start.sh} (P27). */
  public static final Phase BEFORE_SERVER = Phase.of("before-server");

  /** The server, and {@code 80-post-start.sh} beside it (P28). */
  public static final Phase SERVER = Phase.of("server");

  static final String POST_START = "80-post-start.sh";
  private static final int NOT_CONFIGURED = 90;

  private final PingHooks hooks;
  private final Hook server;

  private PingEntrypoint(PingHooks hooks, Hook server) {
    this.hooks = hooks;
    this.server = server;
  }

  /**
   * Returns the entrypoint that calls these hooks.
   *
   * @param hooks where the files are
   * @param server starts the server and, as the tool likes, waits for its end
   */
  public static PingEntrypoint of(PingHooks hooks, Hook server) {
    return new PingEntrypoint(hooks, server);
  }

  /** Returns the four phases in their order; a failed one ends the start. */
  public static Lifecycle lifecycle() {
    return Lifecycle.named("ping")
        .phase(PREPARE)
        .phase(SEQUENCE)
        .phase(BEFORE_SERVER)
        .phase(SERVER)
        .build();
  }

  @Override
  public List<HookSpec> load() {
    List<HookSpec> specs = new ArrayList<>();
    specs.add(HookSpec.of(PREPARE, "startup command", PingEntrypoint::checkCommand));
    specs.addAll(hooks.calling(PREPARE, START_SERVER).load());
    specs.add(HookSpec.of(SEQUENCE, "run plan", PingEntrypoint::checkRunPlan));
    addSequence("START", FIRST_START, specs);
    addSequence("RESTART", RESTART, specs);
    specs.addAll(hooks.calling(BEFORE_SERVER, "50-before-post-start.sh").load());
    specs.add(HookSpec.of(SERVER, "server", new PingServer(hooks, server)));
    return specs;
  }

  private void addSequence(String plan, PingCall call, List<HookSpec> specs) {
    Condition chosen =
        Condition.of(
            "when RUN_PLAN is " + plan, context -> plan.equals(variable(context, "RUN_PLAN")));
    hooks.calling(SEQUENCE, call).load().forEach(spec -> specs.add(spec.when(chosen)));
  }

  private static String variable(HookContext context, String name) {
    return context.environment().getOrDefault(name, "");
  }

  private static void checkCommand(HookContext context) throws HookExitException {
    if (variable(context, "STARTUP_COMMAND").isEmpty()) {
      throw new HookExitException(
          NOT_CONFIGURED, "STARTUP_COMMAND is empty; set it to the command that starts the server");
    }
  }

  private static void checkRunPlan(HookContext context) throws HookExitException {
    String plan = variable(context, "RUN_PLAN");
    if (!Set.of("START", "RESTART").contains(plan)) {
      throw new HookExitException(
          NOT_CONFIGURED,
          "Unknown RUN_PLAN \""
              + plan
              + "\", unable to continue; a hook has to hand over START or RESTART");
    }
  }

  private static final PingCall START_SERVER =
      PingCall.ofNames(
          "01-start-server.sh",
          "02-get-remote-server-profile.sh",
          "03-build-run-plan.sh",
          "04-check-variables.sh",
          "05-expand-templates.sh",
          "06-copy-product-bits.sh",
          "07-apply-server-profile.sh",
          "09-build-motd.sh");

  private static final PingCall FIRST_START =
      PingCall.of(
          "10-start-sequence.sh",
          PingCall.of("17-check-license.sh"),
          PingCall.ofNames(
              "18-setup-sequence.sh",
              "181-install-extensions.sh",
              "182-pre-setup.sh",
              "183-run-setup.sh",
              "184-run-policy-db.sh",
              "185-apply-tools-properties.sh",
              "188-apply-configuration.sh"));

  private static final PingCall RESTART =
      PingCall.ofNames("20-restart-sequence.sh", "21-update-server-profile.sh");
}
