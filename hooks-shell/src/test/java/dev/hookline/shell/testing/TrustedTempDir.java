package dev.hookline.shell.testing;

import dev.hookline.shell.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Makes temporary directories where scripts are trusted, even if the clone is not. */
public final class TrustedTempDir implements TempDirFactory {
  private static final Path OWN = Path.of(System.getProperty("java.io.tmpdir"));
  private static final Path OF_ALL = Path.of("/tmp");

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
      throws IOException {
    boolean isTrusted = Trust.ownFiles().problems(OWN, OWN).isEmpty();
    return Files.createTempDirectory(isTrusted ? OWN : OF_ALL, "junit-");
  }
}
