package dev.hookline.core.ledger;

/** Says what happens to a run that claims a key of the ledger while another run holds it. */
public enum Busy {
  /** It waits until the key is free. The default. */
  WAIT,

  /** It is refused at once, with a {@link LedgerException} that names the holder. */
  REFUSE
}
