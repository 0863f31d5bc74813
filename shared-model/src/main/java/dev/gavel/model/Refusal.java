package dev.gavel.model;

/// Why the engine refused, in the order in which it checks. Language-free; texts belong to the
/// page.
public enum Refusal {
  COMMAND_ID_REUSED,
  NOT_ALLOWED,
  NO_SUCH_ROOM,
  ALREADY_EXISTS,
  TERMS_INVALID,
  NOT_OPEN,
  CLOSED,
  PAUSED,
  EXPIRED,
  SELLER_CANNOT_BID,
  BLOCKED,
  NOT_APPROVED,
  AMOUNT_INVALID,
  AMOUNT_TOO_LARGE,
  OVER_LIMIT,
  ALREADY_LEADING,
  BELOW_MINIMUM,
  BELOW_PRICE,
  NOT_CLOSED,
  INVALID_TIME,
  NO_SUCH_BID,
  ALREADY_PAUSED,
  NOT_PAUSED,
  WRONG_MODE
}
