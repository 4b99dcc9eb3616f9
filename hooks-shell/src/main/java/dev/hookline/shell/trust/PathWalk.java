package dev.hookline.shell.trust;

import dev.hookline.shell.files.FileFacts;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Follows paths as the kernel does, one name after the other from the root, and keeps what it has
 * seen, so that each directory and link is examined once. Not thread-safe.
 *
 * <p>A directory is examined before what is in it. So if each one is found safe from other users,
 * none of them can have exchanged what was found below it, neither meanwhile nor later.
 */
final class PathWalk {
  /** The limit of Linux. */
  private static final int MOST_LINKS = 40;

  private final Map<Path, FileFacts> seen = new HashMap<>();

  /**
   * A directory or a link on the way, or the end of the way.
   *
   * @param path its name, in which no link is followed but those before it
   * @param facts what it is
   */
  record Step(Path path, FileFacts facts) {}

  /**
   * Follows a path to its end.
   *
   * @param path the path; absolute
   * @return the directories and links on the way, in order, and at last what is no link
   * @throws IOException if the path leads nowhere, or in circles, or this user may not follow it
   */
  List<Step> to(Path path) throws IOException {
    List<Step> steps = new ArrayList<>();
    Deque<Path> names = new ArrayDeque<>();
    Path here = start(path, names, steps);
    for (int links = 0; !names.isEmpty(); ) {
      Step step = step(here, names.pop());
      steps.add(step);
      if (!step.facts.isLink()) {
        here = step.path;
      } else if (links++ < MOST_LINKS) {
        Path target = Files.readSymbolicLink(step.path);
        here = target.isAbsolute() ? start(target, names, steps) : push(target, names, here);
      } else {
        throw new FileSystemException(path.toString(), null, "Too many levels of symbolic links");
      }
    }
    return steps;
  }

  private Path start(Path path, Deque<Path> names, List<Step> steps) throws IOException {
    Path root = Objects.requireNonNull(path.getRoot(), "absolute path");
    steps.add(new Step(root, facts(root)));
    return push(path, names, root);
  }

  private static Path push(Path path, Deque<Path> names, Path here) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      names.push(path.getName(i));
    }
    return here;
  }

  private Step step(Path here, Path name) throws IOException {
    Path next =
        switch (name.toString()) {
          case "", "." -> here;
          case ".." -> Objects.requireNonNullElse(here.getParent(), here);
          default -> here.resolve(name);
        };
    return new Step(next, facts(next));
  }

  private FileFacts facts(Path path) throws IOException {
    FileFacts known = seen.get(path);
    if (known == null) {
      known = FileFacts.of(path, LinkOption.NOFOLLOW_LINKS);
      seen.put(path, known);
    }
    return known;
  }
}
