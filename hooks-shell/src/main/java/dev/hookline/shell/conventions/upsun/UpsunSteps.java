package dev.hookline.shell.conventions.upsun;

/**
 * What the tool itself does around the hooks of an application (U1). Override what there is to do;
 * a step that throws fails, and ends the deployment.
 */
public interface UpsunSteps {

  /** Runs the build flavor and installs the dependencies; a composable image has neither. */
  default void prepareBuild() throws Exception {}

  /** Makes the file system read-only except for the mounts. */
  default void freeze() throws Exception {}

  /** Starts the container; runtime variables and services become available. */
  default void start() throws Exception {}

  /** Begins to accept requests. */
  default void openTraffic() throws Exception {}
}
