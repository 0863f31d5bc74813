package dev.gavel.bids.room;

import dev.gavel.model.Answer;
import dev.gavel.model.Refusal;
import java.util.Optional;
import java.util.OptionalLong;

/// What the rules say to one command: the answer, and what happens, if anything. A refusal changes
/// nothing.
record Ruling(Answer answer, Optional<Change> change) {

  static Ruling only(Answer answer) {
    return new Ruling(answer, Optional.empty());
  }

  static Ruling of(Answer answer, Change change) {
    return new Ruling(answer, Optional.of(change));
  }

  static Ruling refused(Refusal code) {
    return only(Answer.Refused.of(code));
  }

  /// @param minimum what would have done
  static Ruling refused(Refusal code, long minimum) {
    return only(new Answer.Refused(code, OptionalLong.of(minimum)));
  }
}
