package dev.hookline.example;

import dev.hookline.api.Environment;
import dev.hookline.api.HookContext;
import dev.hookline.api.Lifecycle;
import dev.hookline.core.HookRequest;
import dev.hookline.example.Deployment.Place;
import dev.hookline.shell.conventions.dotcloud.DotcloudHooks;
import dev.hookline.shell.conventions.dotcloud.DotcloudSteps;
import dev.hookline.shell.conventions.kompose.KomposeHooks;
import dev.hookline.shell.conventions.kompose.KomposeStacks;
import dev.hookline.shell.conventions.ping.PingEntrypoint;
import dev.hookline.shell.conventions.ping.PingHooks;
import dev.hookline.shell.conventions.upsun.UpsunDirectories;
import dev.hookline.shell.conventions.upsun.UpsunHooks;
import dev.hookline.shell.conventions.upsun.UpsunSteps;
import dev.hookline.shell.conventions.upsun.WebPaasHooks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How an application keeps its hooks: the tool's own way, or that of a known system. */
enum Convention {
  /** Directories of scripts; see {@link ProjectHooks}. */
  APP,

  /** A container of Ping Identity: its staging directory, and its local profile beside it. */
  PING,

  /** The services of a {@code dotcloud.yml}. */
  DOTCLOUD,

  /** The command {@code up} in each stack of kompose. */
  KOMPOSE,

  /** The applications of an Upsun project. */
  UPSUN,

  /** The applications of an OVH Web PaaS project. */
  WEBPAAS;

  /** Returns what has to be run, in this order. */
  List<Deployment> deployments(Place place) throws IOException {
    return switch (this) {
      case APP -> List.of(ProjectDeployment.at(place));
      case PING -> List.of(ping(place));
      case DOTCLOUD -> List.of(dotcloud(place));
      case KOMPOSE -> kompose(place);
      case UPSUN -> List.of(upsun(place));
      case WEBPAAS -> List.of(webPaas(place));
    };
  }

  private static Deployment ping(Place place) {
    Path project = place.release().directory();
    PingHooks hooks =
        PingHooks.in(project.resolve("staging/hooks"))
            .localProfile(project.resolve("in"))
            .handOver(project.resolve("staging/.env"));
    return new Deployment(
        place.engine(PingEntrypoint.of(hooks, context -> place.switchOver())),
        PingEntrypoint.lifecycle(),
        place
            .request()
            .environment(Environment.of("STARTUP_COMMAND", project + "/bin/start-server")));
  }

  private static Deployment dotcloud(Place place) {
    DotcloudSteps steps =
        new DotcloudSteps() {
          @Override
          public void routeTraffic(HookContext context) throws IOException {
            place.switchOver();
          }
        };
    return new Deployment(
        place.engine(DotcloudHooks.in(place.release().directory())),
        DotcloudHooks.lifecycle(steps),
        place.request());
  }

  private static List<Deployment> kompose(Place place) {
    Path root = place.release().directory();
    HookRequest request = place.request().arguments("up", "-d", "--build");
    return KomposeStacks.matching(root, "*").names().stream()
        .map(
            stack ->
                new Deployment(
                    place.engine(KomposeHooks.of(root, stack)), up(stack, place), request))
        .toList();
  }

  private static Lifecycle up(String stack, Place place) {
    return Lifecycle.named("up " + stack)
        .phase(KomposeHooks.before("up"))
        .step("up", context -> place.switchOver())
        .phase(KomposeHooks.after("up"))
        .build();
  }

  private static Deployment upsun(Place place) {
    Path shared = place.releases().shared();
    UpsunHooks hooks =
        UpsunHooks.in(place.release().directory())
            .directories(new UpsunDirectories(shared.resolve("cache"), shared.resolve("tmp")));
    return new Deployment(
        place.engine(hooks), UpsunHooks.lifecycle(openingTraffic(place)), place.request());
  }

  private static Deployment webPaas(Place place) {
    return new Deployment(
        place.engine(WebPaasHooks.in(place.release().directory())),
        WebPaasHooks.lifecycle(openingTraffic(place)),
        place.request().environment(Environment.of("PLATFORM_ENVIRONMENT_TYPE", "production")));
  }

  private static UpsunSteps openingTraffic(Place place) {
    return new UpsunSteps() {
      @Override
      public void openTraffic(HookContext context) throws IOException {
        place.switchOver();
      }
    };
  }

  /** Returns the name, as it is given on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
