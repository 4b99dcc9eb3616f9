package dev.hookline.example.docs;

import dev.hookline.api.HookContext;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.annotated.AnnotatedHooks;
import dev.hookline.api.annotated.OnPhase;
import dev.hookline.api.annotated.Variable;
import java.util.List;

/** Needs hooks-api alone; META-INF/services/dev.hookline.api.HookSource names this class. */
public class AuditPlugin implements HookSource {
  @Override
  public List<HookSpec> load() {
    return AnnotatedHooks.of(this).load();
  }

  @OnPhase(value = "deploy", name = "audit", timeout = "30 s")
  public void audit(HookContext context, @Variable("RELEASE") String release) {
    context.out().println("release " + release + " by run " + context.runId());
  }
}
