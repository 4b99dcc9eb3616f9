package dev.hookline.shell.conventions.dotcloud;

import dev.hookline.api.Environment;
import dev.hookline.shell.config.YamlNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code dotcloud.yml} says of one service.
 *
 * @param name the name
 * @param type the type, such as {@code python}
 * @param root its approot; the hooks start there (D7)
 * @param environment its variables at run time (D18)
 * @param prebuild the command before the build
 * @param postbuild the command after the build
 * @param postinstall the file after the deployment; empty if there is none
 */
record DotcloudService(
    String name,
    String type,
    Path root,
    Environment environment,
    Optional<YamlNode> prebuild,
    Optional<YamlNode> postbuild,
    Optional<Path> postinstall) {}
