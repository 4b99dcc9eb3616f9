package dev.hookline.shell.conventions.upsun;

import dev.hookline.api.HookContext;

/**
 * What the tool itself does around the hooks of an application (U1). Override what there is to do;
 * each step has a context like a hook, and a step that throws fails, and ends the deployment.
 */
public interface UpsunSteps {

  /** Runs the build flavor and installs the dependencies; a composable image has neither. */
  default void prepareBuild(HookContext context) throws Exception {}

  /** Makes the file system read-only except for the mounts. */
  default void freeze(HookContext context) throws Exception {}

  /** Starts the container; runtime variables and services become available. */
  default void start(HookContext context) throws Exception {}

  /** Begins to accept requests. */
  default void openTraffic(HookContext context) throws Exception {}
}
