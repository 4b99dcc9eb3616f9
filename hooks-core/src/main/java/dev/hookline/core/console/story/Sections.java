package dev.hookline.core.console.story;

import dev.hookline.core.console.terminal.Surroundings.Service;
import java.time.Instant;

/** The sections in which a CI service folds a log: one for each phase, as phases never overlap. */
final class Sections {
  private static final String GITLAB_LINE = "\u001b[0K";

  private final Service service;
  private int number;
  private boolean isOpen;

  Sections(Service service) {
    this.service = service;
  }

  /** Returns the line that begins a section. */
  String begin(String title, Instant time) {
    isOpen = true;
    number++;
    return switch (service) {
      case GITHUB -> "::group::" + title;
      case GITLAB -> gitlab("start", time) + title;
      case NONE -> title;
    };
  }

  /** Returns the line that ends the section; empty if there is none. */
  String end(Instant time) {
    boolean wasOpen = isOpen;
    isOpen = false;
    if (!wasOpen) {
      return "";
    }
    return switch (service) {
      case GITHUB -> "::endgroup::";
      case GITLAB -> gitlab("end", time);
      case NONE -> "";
    };
  }

  private String gitlab(String what, Instant time) {
    String section = "section_" + what + ":" + time.getEpochSecond() + ":hookline_" + number;
    return GITLAB_LINE + section + "\r" + GITLAB_LINE;
  }

  /** Returns the line such that the service takes nothing in it for an order. */
  String harmless(String line) {
    return service == Service.GITHUB ? line.replace("##[", "##\\u005b") : line;
  }
}
