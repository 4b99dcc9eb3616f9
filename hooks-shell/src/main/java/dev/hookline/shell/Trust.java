package dev.hookline.shell;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.shell.files.CurrentUser;
import dev.hookline.shell.files.FileFacts;
import dev.hookline.shell.script.ShellWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Whose files may run, in a hook directory or a convention. Immutable and thread-safe.
 *
 * <p>By default a file there is refused, as {@code ssh} refuses keys, if
 *
 * <ul>
 *   <li>group or others may write it,
 *   <li>group or others may write its directory, unless the sticky bit keeps them from replacing
 *       it,
 *   <li>it belongs neither to root nor to the user of this process,
 *   <li>it is a symbolic link that leads out of the hook directory, or nowhere.
 * </ul>
 *
 * <p>A file is checked when it is loaded, and again right before it runs.
 */
@CheckReturnValue
public final class Trust {
  private static final int GROUP_AND_OTHERS = 0022;
  private static final int OTHERS = 0002;
  private static final Trust OWN_FILES = new Trust(Links.INSIDE, GROUP_AND_OTHERS);
  private static final Trust EVERYONE = new Trust(Links.UNCHECKED, 0);

  private final Links links;
  private final int refusedWriters;

  private enum Links {
    INSIDE,
    ANYWHERE,
    UNCHECKED
  }

  private Trust(Links links, int refusedWriters) {
    this.links = links;
    this.refusedWriters = refusedWriters;
  }

  /** Returns trust in files that only root and this user can have written. The default. */
  public static Trust ownFiles() {
    return OWN_FILES;
  }

  /** Returns trust in every file, no matter who can write it. */
  public static Trust everyone() {
    return EVERYONE;
  }

  /** Returns this trust, extended to links that lead out of the hook directory. */
  public Trust followingLinksOut() {
    return links == Links.UNCHECKED ? this : new Trust(Links.ANYWHERE, refusedWriters);
  }

  /**
   * Returns this trust, extended to files and directories that their group may change; others still
   * may not. It is for images that are built with {@code chmod g=u}, as Ping's are.
   */
  public Trust writableByGroup() {
    return links == Links.UNCHECKED ? this : new Trust(links, OTHERS);
  }

  /**
   * Checks a file.
   *
   * @param file the file
   * @param directory the hook directory, out of which a link must not lead
   * @return why the file is not trusted, one sentence each; empty if it is
   */
  public List<String> problems(Path file, Path directory) {
    if (links == Links.UNCHECKED) {
      return List.of();
    }
    try {
      List<String> problems = new ArrayList<>(directoryProblems(directory));
      problems.addAll(fileProblems(file, directory, FileFacts.of(file, LinkOption.NOFOLLOW_LINKS)));
      return problems;
    } catch (IOException e) {
      return List.of(file + " cannot be examined: " + e.getMessage());
    }
  }

  /** Checks a file whose directory has been checked. */
  List<String> fileProblems(Path file, Path directory, FileFacts facts) {
    if (links == Links.UNCHECKED) {
      return List.of();
    }
    try {
      return facts.isLink() ? linkProblems(file, directory) : rightsProblems(file, facts);
    } catch (IOException e) {
      return List.of(file + " is a link that leads nowhere; remove it or correct it");
    }
  }

  /** Checks the directory alone. */
  List<String> directoryProblems(Path directory) throws IOException {
    if (links == Links.UNCHECKED) {
      return List.of();
    }
    FileFacts facts = FileFacts.of(directory);
    return facts.isSticky() && facts.isWritableByOthers()
        ? ownerProblems(directory, facts)
        : rightsProblems(directory, facts);
  }

  private List<String> linkProblems(Path file, Path directory) throws IOException {
    Path target = file.toRealPath();
    if (links == Links.INSIDE && !target.startsWith(directory.toRealPath())) {
      return List.of(
          file
              + " is a link that leads out of the hook directory, to "
              + target
              + "; replace it by the file, or allow links out");
    }
    List<String> problems = new ArrayList<>(rightsProblems(target, FileFacts.of(target)));
    Path home = Objects.requireNonNull(target.getParent(), "directory of a file");
    if (!Files.isSameFile(home, directory)) {
      problems.addAll(directoryProblems(home));
    }
    return problems;
  }

  private List<String> rightsProblems(Path file, FileFacts facts) {
    if ((facts.mode() & refusedWriters) == 0) {
      return ownerProblems(file, facts);
    }
    List<String> problems = new ArrayList<>(ownerProblems(file, facts));
    problems.add(
        file
            + (refusedWriters == OTHERS
                ? " may be changed by others; type: chmod o-w "
                : " may be changed by its group or by others; type: chmod go-w ")
            + ShellWords.quoted(file.toString()));
    return problems;
  }

  private static List<String> ownerProblems(Path file, FileFacts facts) {
    return facts.uid() == 0 || facts.uid() == CurrentUser.uid()
        ? List.of()
        : List.of(
            file
                + " belongs to user "
                + facts.uid()
                + "; it must belong to root or to user "
                + CurrentUser.uid()
                + "; type: chown "
                + CurrentUser.uid()
                + " "
                + ShellWords.quoted(file.toString()));
  }

  /**
   * Returns a hook that checks the file again right before it runs.
   *
   * @param hook what runs the file
   * @param file the file
   * @param directory the hook directory
   */
  public Hook guard(Hook hook, Path file, Path directory) {
    return links == Links.UNCHECKED ? hook : new Guarded(this, hook, file, directory);
  }

  private record Guarded(Trust trust, Hook hook, Path file, Path directory) implements Hook {
    @Override
    public void run(HookContext context) throws Exception {
      List<String> problems = trust.problems(file, directory);
      if (!problems.isEmpty()) {
        throw new UntrustedFileException(
            context.hook() + " was not run: " + String.join("; ", problems));
      }
      hook.run(context);
    }

    @Override
    public String description() {
      return hook.description();
    }
  }
}
