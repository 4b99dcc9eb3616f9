package dev.hookline.core.plan;

/** Finds out whether one name may be another one, misspelt. */
public final class Spelling {
  /** In shorter names one letter is too much of a difference. */
  private static final int SHORTEST = 3;

  private Spelling() {}

  /**
   * Returns whether two different names are one slip apart: a letter too many, too few or another,
   * or two neighbours swapped. Names that differ in their numbers only are not misspelt.
   */
  public static boolean isSlip(String one, String other) {
    String shorter = one.length() < other.length() ? one : other;
    String longer = one.length() < other.length() ? other : one;
    if (shorter.length() < SHORTEST || longer.length() - shorter.length() > 1) {
      return false;
    }
    int start = 0;
    while (start < shorter.length() && shorter.charAt(start) == longer.charAt(start)) {
      start++;
    }
    int end = longer.length();
    int cut = longer.length() - shorter.length();
    while (end - cut > start && shorter.charAt(end - cut - 1) == longer.charAt(end - 1)) {
      end--;
    }
    return isSlipOnly(shorter.substring(start, end - cut), longer.substring(start, end));
  }

  /** Judges what is left without the same beginning and the same end. */
  private static boolean isSlipOnly(String shorter, String longer) {
    boolean isNumber = (shorter + longer).chars().allMatch(Character::isDigit);
    return !isNumber && (longer.length() == 1 || isSwapped(shorter, longer));
  }

  private static boolean isSwapped(String one, String other) {
    return one.length() == 2
        && other.length() == 2
        && one.charAt(0) == other.charAt(1)
        && one.charAt(1) == other.charAt(0);
  }
}
