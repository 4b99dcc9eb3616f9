package dev.hookline.shell.remote;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The sshd of this machine on a port of its own, and how the ssh of this machine reaches it. */
final class Sshd {
  private final Path directory;
  private final int port;
  private final Process process;

  private Sshd(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  static Sshd start(Path directory) throws Exception {
    key(directory, "host");
    key(directory, "user");
    int port = freePort();
    Files.createDirectories(Path.of("/run/sshd"));
    Path settings = directory.resolve("sshd_config");
    Files.writeString(
        settings,
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey %s/host
        AuthorizedKeysFile %s/user.pub
        PidFile none
        UsePAM no
        StrictModes no
        PermitRootLogin yes
        MaxStartups 200
        SetEnv SHLVL=1
        """
            .formatted(port, directory, directory));
    // With that SHLVL, a bash does not read the .bashrc of whoever runs the tests.
    Process process =
        new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("sshd.log").toFile())
            .start();
    Sshd sshd = new Sshd(directory, port, process);
    sshd.writeSettings("ssh_config", "host.pub", port);
    sshd.writeSettings("ssh_config_closed", "host.pub", freePort());
    sshd.writeSettings("ssh_config_changed", "user.pub", port);
    sshd.await();
    return sshd;
  }

  private static void key(Path directory, String name) throws Exception {
    String file = directory.resolve(name).toString();
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file);
  }

  private static void run(String... words) throws Exception {
    int code = new ProcessBuilder(words).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException(List.of(words) + " ended with " + code);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * Writes a configuration of a user.
   *
   * @param key the file with the key that the user knows the host by
   */
  private void writeSettings(String name, String key, int there) throws IOException {
    Path known = directory.resolve(name + ".known");
    String address = "[127.0.0.1]:" + there + " ";
    Files.writeString(known, address + Files.readString(directory.resolve(key)));
    Files.writeString(
        directory.resolve(name),
        """
        Host *
          HostName 127.0.0.1
          Port %d
          IdentityFile %s/user
          IdentitiesOnly yes
          StrictHostKeyChecking yes
          UserKnownHostsFile %s
        """
            .formatted(there, directory, known));
  }

  private void await() throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (true) {
      try {
        new Socket("127.0.0.1", port).close();
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException(Files.readString(directory.resolve("sshd.log")), e);
        }
        Thread.sleep(10);
      }
    }
  }

  /** Returns what a user with such an {@code ~/.ssh/config} writes as {@code ssh web1}. */
  Launcher launcher(String settings, String... options) {
    List<String> words = new ArrayList<>(List.of("-F", directory.resolve(settings).toString()));
    words.addAll(List.of(options));
    words.add("web1");
    return Launcher.ssh(words.toArray(String[]::new));
  }

  Launcher launcher() {
    return launcher("ssh_config");
  }

  /** Ends the processes that serve connections, as a host does that loses its power. */
  void cutConnections() {
    process.descendants().filter(Sshd::servesAConnection).forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean servesAConnection(ProcessHandle handle) {
    return handle.info().command().filter(c -> c.endsWith("sshd")).isPresent();
  }

  void stop() throws InterruptedException {
    cutConnections();
    process.destroyForcibly().waitFor();
  }
}
