package dev.hookline.example;

import dev.hookline.api.HookSourceException;
import dev.hookline.core.HookConfigurationException;
import dev.hookline.core.RunReport;
import dev.hookline.example.Deployment.Place;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deploys an application: copies it into a new release directory, runs its hooks, switches the link
 * {@code current} and serves what the link points at.
 */
public final class DeployTool {
  private static final int WRONG_INPUT = 2;

  private final Arguments arguments;
  private final PrintStream out;

  private DeployTool(Arguments arguments, PrintStream out) {
    this.arguments = arguments;
    this.out = out;
  }

  /** Deploys what the arguments say, and exits with the code of the report. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  /** Returns the exit code: that of the report, 2 for wrong input, 1 if a file cannot be used. */
  static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      return new DeployTool(Arguments.parse(args), out).run();
    } catch (WrongInputException e) {
      err.println("error: " + e.getMessage());
      return WRONG_INPUT;
    } catch (IOException e) {
      err.println("error: " + e);
      return 1;
    }
  }

  private int run() throws IOException, WrongInputException {
    if (arguments.mode() == Arguments.Mode.HELP) {
      out.println(Arguments.USAGE);
      return 0;
    }
    Releases releases = Releases.in(arguments.target());
    try (Site site = Site.serving(releases.link())) {
      List<RunReport> reports = deploy(releases, site);
      if (arguments.mode() == Arguments.Mode.DEPLOY) {
        serve(site, releases);
      }
      return reports.stream()
          .mapToInt(RunReport::exitCode)
          .filter(c -> c != 0)
          .findFirst()
          .orElse(0);
    }
  }

  private List<RunReport> deploy(Releases releases, Site site)
      throws IOException, WrongInputException {
    if (arguments.mode() != Arguments.Mode.DEPLOY) {
      return deployInTurn(releases, site);
    }
    Turn turn = turn();
    try (turn) {
      return deployInTurn(releases, site);
    }
  }

  private Turn turn() throws IOException {
    try {
      return Turn.take(arguments.target(), out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another deployment was at work");
    }
  }

  private List<RunReport> deployInTurn(Releases releases, Site site)
      throws IOException, WrongInputException {
    List<RunReport> reports = new ArrayList<>();
    try (Release release = releases.stage(arguments.sample())) {
      Place place = new Place(releases, release, site.address(), out, arguments.showing());
      for (Deployment deployment : deployments(place)) {
        deployment.run(arguments, out).ifPresent(reports::add);
      }
    }
    return reports;
  }

  /** Messages name the files of the application: the copy is gone when they are read. */
  private List<Deployment> deployments(Place place) throws IOException, WrongInputException {
    try {
      return arguments.convention().deployments(place);
    } catch (HookConfigurationException | HookSourceException e) {
      String copy = place.release().directory().toString();
      throw new WrongInputException(
          String.valueOf(e.getMessage()).replace(copy, arguments.sample().toString()));
    }
  }

  private void serve(Site site, Releases releases) throws IOException {
    if (releases.current().isEmpty()) {
      out.println("nothing is deployed");
      return;
    }
    out.println("serving " + releases.link() + " at " + site.address());
    out.println("GET / answers: " + site.get("/").strip());
    pause(arguments.serveFor());
  }

  private void pause(Optional<Duration> limit) {
    try {
      Thread.sleep(limit.map(Duration::toMillis).orElse(Long.MAX_VALUE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
