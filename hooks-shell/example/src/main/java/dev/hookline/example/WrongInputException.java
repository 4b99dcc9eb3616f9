package dev.hookline.example;

/** Thrown if the arguments, or the hooks of the application, are wrong. */
final class WrongInputException extends Exception {
  private static final long serialVersionUID = 1;

  WrongInputException(String message) {
    super(message);
  }
}
