package dev.hookline.shell;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookView;
import dev.hookline.shell.trust.TrustCheck;
import dev.hookline.shell.trust.TrustRule;
import java.nio.file.Path;
import java.util.List;

/**
 * Whose files may run. Immutable and thread-safe.
 *
 * <p>By default a file is refused, as {@code sshd} refuses keys, if
 *
 * <ul>
 *   <li>others may write it, or its group, unless that is the private group of this user,
 *   <li>the same is true of a directory on the way to it, from the root on, unless the sticky bit
 *       keeps them from replacing what is in it,
 *   <li>it, or a directory or a symbolic link on the way, belongs neither to root nor to the user
 *       of this process,
 *   <li>in a hook directory, it is a symbolic link that leads out of the directory, or nowhere.
 * </ul>
 *
 * <p>A file is checked when it is loaded, and again right before it runs. What was checked is what
 * runs: the way is followed from the root, so that no user could exchange anything on it whom the
 * check did not find.
 *
 * <p>A private group is what each user has on many systems, where new files are writable for their
 * group (umask 002): the first group of this user, by {@code /etc/passwd} and {@code /etc/group},
 * of which no one else is a member, and which is no one else's first group. Root has none, and
 * where a directory service knows the user, or these files do not, there is none. Nothing but these
 * two files says who is in it: members that only a directory service adds are not seen, nor whom a
 * POSIX access list lets write a file of that group.
 *
 * <p>It cannot see what is not in the owners and the mode: who still has the file open for writing
 * from the time before its rights were mended, a file server or a kind of access list that gives
 * more than the mode says (a POSIX list is seen by its mask, which is the group's part, unless the
 * file is in the private group), and processes of this user or with the capabilities of root. Nor
 * does it follow what a script reads or starts itself.
 */
@CheckReturnValue
public final class Trust {
  private static final Trust OWN_FILES = new Trust(TrustRule.OWN_FILES);
  private static final Trust EVERYONE = new Trust(TrustRule.EVERYONE);

  private final TrustRule rule;

  private Trust(TrustRule rule) {
    this.rule = rule;
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
    return new Trust(rule.followingLinksOut());
  }

  /**
   * Returns this trust, extended to files and directories that their group may change; others still
   * may not. It is for images that are built with {@code chmod g=u}, as Ping's are.
   */
  public Trust writableByGroup() {
    return new Trust(rule.writableByGroup());
  }

  TrustRule rule() {
    return rule;
  }

  /**
   * Checks a file.
   *
   * @param file the file
   * @param directory the hook directory, out of which a link must not lead
   * @return why the file is not trusted, one sentence each; empty if it is
   */
  public List<String> problems(Path file, Path directory) {
    return rule.check(directory).problems(file.toAbsolutePath());
  }

  /**
   * Checks many files, for which each directory on the way is examined once.
   *
   * @param files the files
   * @param directory the hook directory, out of which a link must not lead
   * @return those that are refused, in the same order
   */
  public List<Path> refused(List<Path> files, Path directory) {
    TrustCheck check = rule.check(directory);
    return files.stream().filter(file -> !check.problems(file.toAbsolutePath()).isEmpty()).toList();
  }

  /**
   * Returns a hook that checks the file again right before it runs. A {@link ScriptHook} or {@link
   * FunctionHook} that has no trust of its own gets this one.
   *
   * @param hook what runs the file
   * @param file the file
   * @param directory the hook directory
   */
  public Hook guard(Hook hook, Path file, Path directory) {
    return guard(hook, List.of(file), directory);
  }

  /**
   * Returns a hook that checks many files right before it runs, as {@link #guard(Hook, Path, Path)}
   * does with one.
   */
  public Hook guard(Hook hook, List<Path> files, Path directory) {
    Hook trusting = trusting(hook, List.copyOf(files));
    return rule.isEveryone() ? trusting : new Guarded(rule, trusting, files, directory);
  }

  private Hook trusting(Hook hook, List<Path> checked) {
    return hook instanceof TrustingHook own
        ? own.orTrusting(rule.followingLinksOut(), checked)
        : hook;
  }

  private static final class Guarded extends HookView {
    private final TrustRule rule;
    private final List<Path> files;
    private final Path directory;

    Guarded(TrustRule rule, Hook hook, List<Path> files, Path directory) {
      super(hook);
      this.rule = rule;
      this.files = List.copyOf(files);
      this.directory = directory;
    }

    @Override
    public void run(HookContext context) throws Exception {
      UntrustedFileException.throwIf(rule.problems(files, directory), context);
      super.run(context);
    }
  }
}
