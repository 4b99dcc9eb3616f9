package dev.hookline.shell.remote;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a client says when it cannot connect, and what a person does about it. */
enum Complaint {
  KEY_CHANGED(
      "the host's key is not the known one: find out why, and only then remove the known one, with"
          + " ssh-keygen -R",
      "host identification has changed",
      "has changed and you have requested strict checking"),
  KEY_UNKNOWN(
      "the key of the host is not known: compare it with the one that the host shows, and add it to"
          + " known_hosts, for example by connecting once by hand",
      "host key is known for"),
  NO_ANSWER(
      "the host does not answer: see whether it is up and reachable from here, and raise"
          + " ConnectTimeout if it is only slow",
      "timed out",
      "no route to host",
      "network is unreachable"),
  REFUSED(
      "the host answers, but no ssh server does: start it, or correct the port",
      "connect to host",
      "connection closed by remote host"),
  NO_HOST(
      "there is no host of that name: correct it, or name its address in the configuration of ssh",
      "could not resolve hostname"),
  NOT_LET_IN(
      "no key is accepted for that user: name the right one in the configuration of ssh, add it to"
          + " the agent, or have it accepted with ssh-copy-id",
      "permission denied (",
      "too many authentication failures"),
  NO_DAEMON(
      "the engine that runs the containers is not reachable: start it, or correct the context,"
          + " DOCKER_HOST or CONTAINER_HOST",
      "cannot connect to the docker daemon",
      "cannot connect to podman",
      "unable to connect to podman"),
  NO_CONTAINER(
      "there is no such container: start it, or correct its name",
      "no such container",
      "no container with name or id"),
  NOT_RUNNING(
      "the container is there, but is not running: start it",
      "is not running",
      "on running containers"),
  NO_IMAGE(
      "there is no such image here, and none can be pulled: pull it, or correct its name",
      "unable to find image",
      "pull access denied",
      "no such image",
      "error: initializing source"),
  NO_POD(
      "there is no such pod, container or namespace: correct the name, or the context of kubectl",
      "(notfound)",
      "container not found"),
  NO_CLUSTER(
      "the cluster is not reachable: see whether it is up, and correct the context of kubectl",
      "the connection to the server",
      "unable to connect to the server");

  private final String advice;
  private final ImmutableList<String> words;

  Complaint(String advice, String... words) {
    this.advice = advice;
    this.words = ImmutableList.copyOf(words);
  }

  /** Returns the last complaint in what a client said, since it says how the last try ended. */
  static Optional<Complaint> in(List<String> said) {
    Optional<Complaint> last = Optional.empty();
    for (String line : said) {
      Optional<Complaint> here = of(line.toLowerCase(Locale.ROOT));
      last = here.isPresent() ? here : last;
    }
    return last;
  }

  private static Optional<Complaint> of(String line) {
    for (Complaint complaint : values()) {
      if (complaint.words.stream().anyMatch(line::contains)) {
        return Optional.of(complaint);
      }
    }
    return Optional.empty();
  }

  /** Returns what is wrong, and what to do. */
  String advice() {
    return advice;
  }
}
