package dev.hookline.shell.trust;

import java.nio.file.Path;
import java.util.List;

/**
 * Who may have written what runs.
 *
 * @param links where links may lead
 * @param refusedWriters the bits of the mode of those who must not write
 */
public record TrustRule(Links links, int refusedWriters) {
  static final int GROUP_AND_OTHERS = 0022;
  static final int OTHERS = 0002;

  /** Everyone may. */
  public static final TrustRule EVERYONE = new TrustRule(Links.UNCHECKED, 0);

  /** Root and this user may. */
  public static final TrustRule OWN_FILES = new TrustRule(Links.INSIDE, GROUP_AND_OTHERS);

  /** The same, for a file that is in no hook directory. */
  public static final TrustRule OWN_FILES_ANYWHERE = OWN_FILES.followingLinksOut();

  /** Where links may lead. */
  public enum Links {
    /** Not out of the hook directory. */
    INSIDE,
    /** To all that is trusted. */
    ANYWHERE,
    /** Nothing is checked. */
    UNCHECKED
  }

  /** Returns whether nothing is checked. */
  public boolean isEveryone() {
    return links == Links.UNCHECKED;
  }

  /** Returns this rule with links that may lead anywhere. */
  public TrustRule followingLinksOut() {
    return isEveryone() ? this : new TrustRule(Links.ANYWHERE, refusedWriters);
  }

  /** Returns this rule, extended to what its group may write. */
  public TrustRule writableByGroup() {
    return isEveryone() ? this : new TrustRule(links, OTHERS);
  }

  /** Starts a check of files in a directory. */
  public TrustCheck check(Path directory) {
    return new TrustCheck(directory.toAbsolutePath(), this);
  }

  /** Returns what is wrong with the first file that is not trusted; empty if all are. */
  public List<String> problems(List<Path> files, Path directory) {
    TrustCheck check = check(directory);
    for (Path file : files) {
      List<String> problems = check.problems(file.toAbsolutePath());
      if (!problems.isEmpty()) {
        return problems;
      }
    }
    return List.of();
  }
}
