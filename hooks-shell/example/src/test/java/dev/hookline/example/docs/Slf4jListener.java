package dev.hookline.example.docs;

import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.WarningRaised;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class Slf4jListener implements HookListener {
  private static final Logger LOG = LoggerFactory.getLogger("hooks");

  @Override
  public void lineWritten(LineWritten event) {
    LOG.info("[{}] {}", event.line().hook().name(), event.line().text());
  }

  @Override
  public void hookFinished(HookFinished event) {
    HookResult result = event.result();
    if (result.outcome().isFailure() && !result.isIgnored()) {
      LOG.error("{} {}", result.hook(), result.status(), result.outcome().failure().orElse(null));
    } else {
      LOG.info("{} {}", result.hook(), result.status());
    }
  }

  @Override
  public void warningRaised(WarningRaised event) {
    LOG.warn("{}", event.warning());
  }

  @Override
  public void runFinished(RunFinished event) {
    LOG.info("{} {}", event.run(), event.status().words());
  }
}
