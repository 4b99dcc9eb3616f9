package dev.hookline.core.ledger.jdbc;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine, for messages only. */
final class HostName {
  static final String OWN = find();

  private HostName() {}

  private static String find() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown host";
    }
  }
}
