package dev.hookline.recipes;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import java.time.Duration;

/** What a pod would run, as a process of this machine. */
final class PodProcess {
  private static final Duration LEASE = Duration.ofSeconds(6);

  private PodProcess() {}

  public static void main(String[] targets) {
    String pod = System.getenv("HOSTNAME");
    String address = System.getenv("API_SERVER");
    LeaseLedger ledger =
        new LeaseLedger(LeaseServer.client(address, pod, LEASE.dividedBy(6)), "shop", pod, LEASE);
    System.exit(IndexedTask.run(engine(ledger), System.getenv(), targets));
  }

  private static HookEngine engine(LeaseLedger ledger) {
    Phase deploy = Phase.of("deploy");
    return HookEngine.builder()
        .ledger(ledger)
        .register(
            HookSpec.of(deploy, "migrate", script("echo migrate $HOOKLINE_TARGET >>log"))
                .undo(script("echo undo migrate $HOOKLINE_TARGET >>log")))
        .register(HookSpec.of(deploy, "switch", script(". ./switch.sh")).after("migrate"))
        .build();
  }

  private static ScriptHook script(String text) {
    return ScriptHook.inline(Interpreter.of("sh"), text).withoutRunArguments();
  }
}
