package dev.hookline.shell.trust;

import dev.hookline.shell.files.CurrentUser;
import dev.hookline.shell.files.FileFacts;
import dev.hookline.shell.files.PathRefusal;
import dev.hookline.shell.script.ShellWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One check of files in a directory, for which each directory and link on the way is examined once.
 * Not thread-safe.
 *
 * <p>The way is followed from the root, and each directory on it is found safe before what is in it
 * is examined. That closes the race between the check and the run: whoever could exchange the file,
 * or anything on the way to it, is named by the check.
 */
public final class TrustCheck {
  private static final Path ETC = Path.of("/etc");

  private final Path directory;
  private final TrustRule rule;
  private final PathWalk walk = new PathWalk();
  private final PrivateGroup own;

  /** The directory behind all links, and what is wrong on the way to it; found when needed. */
  private Optional<Place> place = Optional.empty();

  private record Place(Path real, List<String> problems) {}

  /**
   * Starts a check.
   *
   * @param directory the directory of the files; absolute
   */
  TrustCheck(Path directory, TrustRule rule) {
    this(directory, rule, new PrivateGroup(ETC, CurrentUser.uid()));
  }

  TrustCheck(Path directory, TrustRule rule, PrivateGroup own) {
    this.directory = directory;
    this.rule = rule;
    this.own = own;
  }

  /** Returns what is wrong with the directory and all above it. */
  public List<String> directoryProblems() throws IOException {
    return rule.isEveryone() ? List.of() : place().problems();
  }

  private Place place() throws IOException {
    if (place.isEmpty()) {
      List<PathWalk.Step> steps = walk.to(directory);
      Path real = steps.get(steps.size() - 1).path();
      place = Optional.of(new Place(real, problems(steps)));
    }
    return place.get();
  }

  /** Returns what is wrong with a file and all on the way to it. */
  public List<String> problems(Path file) {
    if (rule.isEveryone()) {
      return List.of();
    }
    try {
      if (place.isEmpty() && file.startsWith(directory)) {
        List<PathWalk.Step> steps = walk.to(file);
        if (rule.links() == TrustRule.Links.ANYWHERE || hasNoLink(steps)) {
          return problems(steps); // the directory is on this way, which leads nowhere else
        }
      }
      Set<String> problems = new LinkedHashSet<>(directoryProblems());
      problems.addAll(wayProblems(file));
      return List.copyOf(problems);
    } catch (IOException e) {
      return List.of(notFollowed(file, e));
    }
  }

  /** Returns what is wrong with a file whose directory has been checked. */
  public List<String> fileProblems(Path file, FileFacts facts) {
    if (rule.isEveryone()) {
      return List.of();
    }
    try {
      return facts.isLink() ? wayProblems(file) : problems(file, facts);
    } catch (IOException e) {
      return List.of(notFollowed(file, e));
    }
  }

  private List<String> wayProblems(Path file) throws IOException {
    List<PathWalk.Step> steps = walk.to(file);
    Path real = steps.get(steps.size() - 1).path();
    boolean staysInside = rule.links() == TrustRule.Links.INSIDE;
    if (staysInside && file.startsWith(directory) && !real.startsWith(place().real())) {
      return List.of(
          file
              + " is a link that leads out of the hook directory, to "
              + real
              + "; replace it by the file, or allow links out");
    }
    return problems(steps);
  }

  private static boolean hasNoLink(List<PathWalk.Step> steps) {
    for (PathWalk.Step step : steps) {
      if (step.facts().isLink()) {
        return false;
      }
    }
    return true;
  }

  private static String notFollowed(Path file, IOException refusal) {
    boolean isLink = Files.isSymbolicLink(file);
    return refusal instanceof NoSuchFileException && isLink
        ? file + " is a link that leads nowhere; remove it or correct it"
        : file
            + " cannot be examined: "
            + PathRefusal.of(file).orElseGet(() -> PathRefusal.reason(refusal));
  }

  private List<String> problems(List<PathWalk.Step> steps) {
    Set<String> all = Set.of();
    for (PathWalk.Step step : steps) {
      List<String> problems = problems(step.path(), step.facts());
      if (!problems.isEmpty()) {
        all = all.isEmpty() ? new LinkedHashSet<>() : all;
        all.addAll(problems);
      }
    }
    return List.copyOf(all);
  }

  /** The rights of a link do not count, and those of a sticky directory keep others' files safe. */
  private List<String> problems(Path path, FileFacts facts) {
    boolean isSafe = facts.isLink() || (facts.isDirectory() && facts.isSticky());
    if (isSafe || (facts.mode() & rule.refusedWriters()) == 0 || isOwnGroupAlone(path, facts)) {
      return ownerProblems(path, facts);
    }
    List<String> problems = new ArrayList<>(ownerProblems(path, facts));
    problems.add(
        path
            + (rule.refusedWriters() == TrustRule.OTHERS
                ? " may be changed by others; type: chmod o-w "
                : " may be changed by its group or by others; type: chmod go-w ")
            + ShellWords.quoted(path.toString()));
    return problems;
  }

  /** Returns whether only the group may write it, and this user alone is in that. */
  private boolean isOwnGroupAlone(Path path, FileFacts facts) {
    try {
      return (facts.mode() & TrustRule.OTHERS) == 0 && own.has(path);
    } catch (IOException unknown) {
      return false;
    }
  }

  private static List<String> ownerProblems(Path path, FileFacts facts) {
    int user = CurrentUser.uid();
    if (facts.uid() == 0 || facts.uid() == user) {
      return List.of();
    }
    String must = "; it must belong to root or to user " + user;
    String change = "type: chown -h " + user + " " + ShellWords.quoted(path.toString());
    return List.of(
        path
            + " belongs to user "
            + facts.uid()
            + (facts.isDirectory() ? ", who can replace what is in it" : "")
            + must
            + (facts.isDirectory() ? "; move the hooks elsewhere, or " : "; ")
            + (facts.isLink() ? change : change.replace("-h ", "")));
  }
}
