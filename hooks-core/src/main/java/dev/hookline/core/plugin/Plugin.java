package dev.hookline.core.plugin;

import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * Where a provider comes from.
 *
 * @param name the name of its module or of its jar, or else that of its class
 * @param version its version, or the empty text if it says none
 * @param place the jar or the directory that it is in, or the empty text if that is not known
 */
record Plugin(String name, String version, String place) {

  static Plugin of(Class<?> provider) {
    Optional<ModuleDescriptor> module = Optional.ofNullable(provider.getModule().getDescriptor());
    Package own = provider.getPackage();
    String name =
        module
            .map(ModuleDescriptor::name)
            .or(() -> Optional.ofNullable(own.getImplementationTitle()))
            .orElse(provider.getName());
    String version =
        module
            .flatMap(ModuleDescriptor::rawVersion)
            .or(() -> Optional.ofNullable(own.getImplementationVersion()))
            .orElse("");
    return new Plugin(name, version, place(provider));
  }

  private static String place(Class<?> provider) {
    CodeSource source = provider.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null ? "" : fileName(source.getLocation());
  }

  /** Returns the name of the file that a location of classes names. */
  static String fileName(URL location) {
    String path = location.getPath();
    int inside = path.indexOf("!/");
    Path file = Path.of(inside < 0 ? path : path.substring(path.indexOf('/'), inside));
    return String.valueOf(file.getFileName());
  }

  /** Returns for example {@code plug-in com.acme.audit 1.2 in audit-1.2.jar}. */
  @Override
  public String toString() {
    return "plug-in "
        + name
        + (version.isEmpty() ? "" : " " + version)
        + (place.isEmpty() ? "" : " in " + place);
  }
}
