package dev.hookline.shell.conventions.upsun;

import dev.hookline.api.ContextView;
import dev.hookline.api.Environment;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookDescription;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookSkippedException;
import dev.hookline.api.HookView;
import dev.hookline.api.Phase;
import dev.hookline.api.SkipReason;
import dev.hookline.shell.conventions.upsun.project.UpsunApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One script of an application, with what its phase may see. */
final class UpsunHook extends HookView {
  private static final HookKey<Boolean> DEPLOY_FAILED =
      HookKey.of("upsun deploy failed", Boolean.class);

  private final UpsunHooks.Settings settings;
  private final UpsunApp app;
  private final Phase phase;

  UpsunHook(UpsunHooks.Settings settings, UpsunApp app, Phase phase, Hook script) {
    super(script);
    this.settings = settings;
    this.app = app;
    this.phase = phase;
  }

  @Override
  public void run(HookContext context) throws Exception {
    if (!isBuild() && settings.role == UpsunHooks.Role.WORKER) {
      throw new HookSkippedException(SkipReason.notForRole("worker"));
    }
    if (isLeftOut(context)) {
      throw new HookSkippedException(SkipReason.because("a deploy hook failed before"));
    }
    ContextView view = isBuild() ? buildView(context) : runtimeView(context);
    try {
      trusted(view).run(view);
    } catch (Exception e) {
      if (phase.equals(UpsunHooks.DEPLOY)) {
        context.put(DEPLOY_FAILED, true);
      }
      throw e;
    }
  }

  /** Returns the script, which reads {@code .environment} if it is there (U16). */
  private Hook trusted(HookContext context) {
    Path file = context.directory().resolve(".environment");
    return isBuild() || Files.notExists(file)
        ? hook()
        : settings.trust.guard(hook(), file, context.directory());
  }

  private boolean isBuild() {
    return phase.equals(UpsunHooks.BUILD);
  }

  private boolean isLeftOut(HookContext context) {
    return phase.equals(UpsunHooks.POST_DEPLOY)
        && settings.afterFailedDeploy == UpsunHooks.AfterFailedDeploy.SKIP_POST_DEPLOY
        && context.get(DEPLOY_FAILED).isPresent();
  }

  private ContextView buildView(HookContext context) throws IOException {
    Environment more = own(context).with("CI", "true");
    if (settings.directories.isPresent()) {
      UpsunDirectories directories = settings.directories.get();
      directories.prepare();
      more =
          more.with(UpsunVariables.CACHE_DIR, directories.cache().toString())
              .with("TMPDIR", directories.temporary().toString());
    }
    return view(context).without(UpsunVariables.RUNTIME_ONLY).environment(more);
  }

  private ContextView runtimeView(HookContext context) {
    return view(context).without(UpsunVariables.BUILD_ONLY).environment(own(context));
  }

  private Environment own(HookContext context) {
    return Environment.of(UpsunVariables.APP_DIR, context.directory().toString())
        .with("PLATFORM_APPLICATION_NAME", app.name());
  }

  private static ContextView view(HookContext context) {
    return ContextView.of(context).arguments(List.of());
  }

  @Override
  public HookDescription describe(HookContext context) {
    ContextView unprepared = view(context).environment(own(context));
    return super.describe(isBuild() ? unprepared : runtimeView(context));
  }
}
