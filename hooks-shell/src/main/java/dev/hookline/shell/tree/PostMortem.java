package dev.hookline.shell.tree;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the processes of a tree are doing, for whoever asks why a script hung. */
public final class PostMortem {
  private static final int MOST = 50;

  /** By the kernel's interface to user space a second has 100 of them on every system we know. */
  private static final int TICKS_PER_SECOND = 100;

  private PostMortem() {}

  /** Returns a line for each process, parents first, and what the kernel says it waits for. */
  public static List<String> of(ProcessTree tree) {
    List<TreeMember> members = tree.members();
    List<String> lines = new ArrayList<>();
    for (TreeMember member : members.subList(0, Math.min(members.size(), MOST))) {
      lines.add(line(member));
      ProcFs.waitsFor(member.pid()).ifPresent(where -> lines.add("  waits for: " + where));
    }
    if (members.size() > MOST) {
      lines.add(members.size() - MOST + " more processes");
    }
    return lines;
  }

  private static String line(TreeMember member) {
    Optional<String> doing = ProcFs.activity(member.pid()).map(PostMortem::words);
    return "process " + member.pid() + doing.orElse("") + ": " + member.command();
  }

  private static String words(ProcFs.Activity activity) {
    BigDecimal seconds =
        BigDecimal.valueOf(activity.ticks())
            .divide(BigDecimal.valueOf(TICKS_PER_SECOND), 2, RoundingMode.HALF_UP);
    return " (" + state(activity.state()) + ", " + seconds + " s of CPU)";
  }

  private static String state(String letter) {
    return switch (letter) {
      case "R" -> "running";
      case "S" -> "sleeping";
      case "D" -> "waiting for a device, cannot be interrupted";
      case "T", "t" -> "stopped";
      default -> "state " + letter;
    };
  }
}
