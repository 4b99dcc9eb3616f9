package dev.hookline.example;

import java.io.PrintStream;
import java.util.List;

/** The entry point of the example. */
public final class DeployTool {
  private DeployTool() {}

  /** Prints the arguments. */
  public static void main(String[] args) {
    run(List.of(args), System.out);
  }

  static void run(List<String> args, PrintStream out) {
    out.println("deploy " + String.join(" ", args));
  }
}
