package dev.hookline.shell.conventions.ping;

import dev.hookline.api.CheckReturnValue;
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
import java.util.Objects;
import java.util.Set;

/**
 * The calls of Ping's own {@code entrypoint.sh}, in its order (P20–P28): {@code 01}, then {@code
 * 10} or {@code 20} by {@code RUN_PLAN}, then {@code 50}, then the server with {@code
 * 80-post-start.sh} beside it. Immutable, and thread-safe if the server is.
 *
 * <p>All other hooks are called by these, in their files, with Ping's {@code run_hook} (P34). For a
 * directory whose files call nothing there is {@link #withNestedCalls}.
 *
 * <p>{@code RUN_PLAN} and what else {@code 01} has handed over is known to all later hooks (P19),
 * the server included, in their environment.
 *
 * <p>The server is the tool's own hook, and stands in the phase {@link #SERVER}. {@code
 * 80-post-start.sh} runs at the same time, if there is such a file (P28: a lone {@code .pre} or
 * {@code .post} of it never runs). The phase ends when both have ended, so that nothing outlives
 * the run unseen; a failure of either is a failure of the phase (P29).
 *
 * <p>Emptying the staging directory (P22), following logs (P30) and commands other than {@code
 * start-server} (P20) are the tool's business; {@code 90-shutdown-sequence.sh} is not called here
 * either (P31). For the image build (P32), call {@code build.sh} in a phase of your own.
 */
@CheckReturnValue
public final class PingEntrypoint implements HookSource {
  /** The local profile, then {@code 01-start-server.sh} with what it calls (P22, P23). */
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
  private final Nested nested;

  /** Who makes the calls that the files of Ping's images make. */
  private enum Nested {
    BY_FILES,
    BY_US
  }

  private PingEntrypoint(PingHooks hooks, Hook server, Nested nested) {
    this.hooks = Objects.requireNonNull(hooks, "hooks");
    this.server = Objects.requireNonNull(server, "server");
    this.nested = nested;
  }

  /**
   * Returns the entrypoint that calls these hooks.
   *
   * @param hooks where the files are
   * @param server starts the server and, as the tool likes, waits for its end
   */
  public static PingEntrypoint of(PingHooks hooks, Hook server) {
    return new PingEntrypoint(hooks, server, Nested.BY_FILES);
  }

  /**
   * Returns this entrypoint, which also makes the calls that {@code 01}, {@code 10}, {@code 18} and
   * {@code 20} of Ping's images make themselves (P23): for a directory whose files call nothing. A
   * file that contains {@code run_hook} is then refused, because its hooks would run twice (P34).
   */
  public PingEntrypoint withNestedCalls() {
    return new PingEntrypoint(hooks, server, Nested.BY_US);
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
    PingSpecs made = hooks.specs();
    PingCheck.before(CALLED.stream().map(this::asMade).toList(), made.directory());
    List<HookSpec> specs = new ArrayList<>();
    specs.add(HookSpec.of(PREPARE, "startup command", PingEntrypoint::checkCommand));
    made.addProfiles(PREPARE, specs);
    made.add(PREPARE, asMade(START_SERVER), specs);
    made.addExport(PREPARE, specs);
    specs.add(HookSpec.of(SEQUENCE, "run plan", this::checkRunPlan));
    specs.addAll(sequence("START", FIRST_START, made));
    specs.addAll(sequence("RESTART", RESTART, made));
    made.add(BEFORE_SERVER, BEFORE_POST_START, specs);
    specs.add(HookSpec.of(SERVER, "server", new PingServer(made, server)));
    return specs;
  }

  private PingCall asMade(PingCall call) {
    return nested == Nested.BY_US ? call : PingCall.of(call.name());
  }

  private List<HookSpec> sequence(String plan, PingCall call, PingSpecs made) {
    Condition chosen =
        Condition.of(
            "when RUN_PLAN is " + plan, context -> plan.equals(variable(context, "RUN_PLAN")));
    List<HookSpec> specs = new ArrayList<>();
    made.add(SEQUENCE, asMade(call), specs);
    return specs.stream().map(spec -> spec.when(chosen)).toList();
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

  private void checkRunPlan(HookContext context) throws HookExitException {
    String plan = variable(context, "RUN_PLAN");
    if (!Set.of("START", "RESTART").contains(plan)) {
      throw new HookExitException(
          NOT_CONFIGURED,
          "Unknown RUN_PLAN \""
              + plan
              + "\", unable to continue; a hook has to hand over START or RESTART"
              + callsNothing());
    }
  }

  private String callsNothing() {
    boolean nothing =
        nested == Nested.BY_FILES
            && hooks
                .specs()
                .directory()
                .find(START_SERVER.name())
                .flatMap(PingCaller::ownCall)
                .isEmpty();
    return nothing
        ? ", and "
            + START_SERVER.name()
            + " calls none; let it call run_hook, or choose withNestedCalls()"
        : "";
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

  private static final PingCall BEFORE_POST_START = PingCall.of("50-before-post-start.sh");

  private static final List<PingCall> CALLED =
      List.of(START_SERVER, FIRST_START, RESTART, BEFORE_POST_START);
}
