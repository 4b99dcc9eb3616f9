package dev.hookline.shell.conventions.upsun.project;

import dev.hookline.api.HookSourceException;
import dev.hookline.shell.Trust;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The applications of a project. All copies of a source share one project, so that a log knows what
 * was loaded without reading it again. Thread-safe.
 */
public final class UpsunProject {
  private final Path directory;
  private final UpsunFiles.Dialect dialect;
  private volatile @Nullable List<UpsunApp> lastRead;

  private UpsunProject(Path directory, UpsunFiles.Dialect dialect) {
    this.directory = directory.toAbsolutePath().normalize();
    this.dialect = dialect;
  }

  /** Returns the project in a directory, with the files of Upsun or else those of Platform.sh. */
  public static UpsunProject in(Path directory) {
    return new UpsunProject(directory, UpsunFiles.Dialect.UPSUN);
  }

  /** Returns the project in a directory, with the files of Platform.sh only. */
  public static UpsunProject ofPlatform(Path directory) {
    return new UpsunProject(directory, UpsunFiles.Dialect.PLATFORM);
  }

  /**
   * Reads the applications as they are now.
   *
   * @param name the only one that is wanted
   * @param trust the trust in the files
   * @throws HookSourceException with every problem of every file, or if there is none of that name
   */
  public List<UpsunApp> read(Optional<String> name, Trust trust) {
    List<UpsunApp> apps = UpsunFiles.read(directory, dialect, trust);
    lastRead = apps;
    return chosen(apps, name);
  }

  /** Returns the applications as they were when they were last read; reads them if never. */
  public List<UpsunApp> lastRead(Optional<String> name, Trust trust) {
    List<UpsunApp> apps = lastRead;
    return apps == null ? read(name, trust) : chosen(apps, name);
  }

  private List<UpsunApp> chosen(List<UpsunApp> all, Optional<String> name) {
    List<UpsunApp> chosen =
        all.stream().filter(app -> app.name().equals(name.orElse(app.name()))).toList();
    if (chosen.isEmpty() && name.isPresent()) {
      throw new HookSourceException(
          directory
              + " has no application \""
              + name.get()
              + "\"; it has "
              + all.stream().map(UpsunApp::name).toList());
    }
    return chosen;
  }
}
