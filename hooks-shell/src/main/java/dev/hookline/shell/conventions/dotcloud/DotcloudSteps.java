package dev.hookline.shell.conventions.dotcloud;

import dev.hookline.api.HookContext;
import java.util.Set;

/**
 * What the tool itself does around the hooks of an application (D8, D13, D15). Override what there
 * is to do; a step that throws fails, and the new version is not deployed.
 */
public interface DotcloudSteps {

  /**
   * Builds the services: their requirements, virtualenv or own build script.
   *
   * @param failed the names of services whose prebuild has failed, which are not to be built (D24);
   *     if all have failed, this is not called
   */
  default void build(Set<String> failed, HookContext context) throws Exception {}

  /** Puts the build into the new containers. */
  default void install(HookContext context) throws Exception {}

  /** Starts the services in the new containers and waits until they are responsive. */
  default void launch(HookContext context) throws Exception {}

  /** Moves the data directory from the previous version. */
  default void moveData(HookContext context) throws Exception {}

  /** Sends the requests to the new containers. */
  default void routeTraffic(HookContext context) throws Exception {}
}
