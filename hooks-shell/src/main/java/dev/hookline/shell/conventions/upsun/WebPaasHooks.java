package dev.hookline.shell.conventions.upsun;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Environment;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The hooks of an OVH Web PaaS project: those of {@link UpsunHooks} with the words of Web PaaS
 * (O1). Immutable and thread-safe; every setting returns a new source.
 *
 * <ul>
 *   <li>Read from {@code .platform/applications.yaml} and {@code .platform.app.yaml} only.
 *   <li>The results of {@code build} and of {@code deploy} are tied to the commit and to the
 *       variables that a build sees (O2, O3), so that their keys are the same.
 * </ul>
 *
 * <p>Where we differ: the limit of 4 GB for a build (O1) is that of the disk that the tool
 * provides.
 */
@CheckReturnValue
public final class WebPaasHooks implements HookSource {
  /** Makes what will be deployed, without services. */
  public static final Phase BUILD = UpsunHooks.BUILD;

  /** Runs before the application accepts requests. */
  public static final Phase DEPLOY = UpsunHooks.DEPLOY;

  /** Runs while the application accepts requests. */
  public static final Phase POST_DEPLOY = UpsunHooks.POST_DEPLOY;

  private final UpsunHooks hooks;

  private WebPaasHooks(UpsunHooks hooks) {
    this.hooks = hooks;
  }

  /** Returns the hooks of all applications of a project. */
  public static WebPaasHooks in(Path project) {
    return new WebPaasHooks(UpsunHooks.inPlatform(project));
  }

  /** Returns these hooks with settings, such as {@code hooks -> hooks.role(Role.WORKER)}. */
  public WebPaasHooks with(UnaryOperator<UpsunHooks> settings) {
    return new WebPaasHooks(settings.apply(hooks));
  }

  /** Returns these hooks as those of Upsun, for an {@link ActivityLog} or a {@link DeployLog}. */
  public UpsunHooks asUpsun() {
    return hooks;
  }

  @Override
  public List<HookSpec> load() {
    return hooks.load();
  }

  /** Returns the deployment of a new commit, with the tool's own steps between the hooks. */
  public static Lifecycle lifecycle(UpsunSteps steps) {
    return UpsunLifecycle.of("webpaas", steps);
  }

  /** Returns the deployment of the same commit (O2): {@code post_deploy} alone. */
  public static Lifecycle redeployment() {
    return UpsunLifecycle.redeployment("webpaas");
  }

  /**
   * Returns what {@code build} and {@code deploy} depend on: both are reused as long as this is the
   * same (O2, O3).
   *
   * @param commit the id of the commit
   * @param buildVariables the variables that builds see; their values are not in the key
   */
  public static OnceKey key(String commit, Environment buildVariables) {
    return UpsunHooks.buildKey(commit, buildVariables);
  }
}
