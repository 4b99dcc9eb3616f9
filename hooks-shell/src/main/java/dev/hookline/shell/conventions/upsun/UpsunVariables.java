package dev.hookline.shell.conventions.upsun;

import java.util.Set;

/** Which of the platform's variables exist when (U15). */
final class UpsunVariables {
  static final String APP_DIR = "PLATFORM_APP_DIR";
  static final String CACHE_DIR = "PLATFORM_CACHE_DIR";

  /** Hidden from deploy and post_deploy. */
  static final Set<String> BUILD_ONLY =
      Set.of("CI", CACHE_DIR, "PLATFORM_OUTPUT_DIR", "PLATFORM_SOURCE_DIR", "PLATFORM_VENDOR");

  /** Hidden from build. */
  static final Set<String> RUNTIME_ONLY =
      Set.of(
          "PLATFORM_APP_COMMAND",
          "PLATFORM_BRANCH",
          "PLATFORM_DOCUMENT_ROOT",
          "PLATFORM_ENVIRONMENT",
          "PLATFORM_ENVIRONMENT_TYPE",
          "PLATFORM_POST_APP_COMMAND",
          "PLATFORM_PRE_APP_COMMAND",
          "PLATFORM_RELATIONSHIPS",
          "PLATFORM_ROUTES",
          "PLATFORM_SMTP_HOST",
          "PORT",
          "SOCKET");

  private UpsunVariables() {}
}
