package dev.gavel.gateway.people;

import dev.gavel.gateway.LabelPolicy;
import dev.gavel.gateway.words.Harmless;
import dev.gavel.model.Wish;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// What a bidder of one room is called to others.
final class Labels {
  /// Bytes of the number of whoever has neither name nor paddle.
  private static final int NUMBER_BYTES = 3;

  private final LabelPolicy policy;
  private final String room;

  Labels(LabelPolicy policy, String room) {
    this.policy = policy;
    this.room = room;
  }

  String of(String bidder, Optional<Integer> paddle, Supplier<Optional<Person>> person) {
    if (bidder.startsWith(Wish.FLOOR)) {
      return "현장 " + bidder.substring(Wish.FLOOR.length());
    }
    return switch (policy) {
      case FULL -> person.get().map(Labels::full).orElseGet(() -> numbered(bidder, paddle));
      case MASKED -> person.get().map(Labels::masked).orElseGet(() -> numbered(bidder, paddle));
      case PADDLE -> numbered(bidder, paddle);
    };
  }

  private static String full(Person person) {
    return Harmless.name(person.name()) + "(" + Harmless.mail(person.email()) + ")";
  }

  /// Of the address only its first letter and where it is.
  private static String masked(Person person) {
    String mail = Harmless.mail(person.email());
    int at = mail.lastIndexOf('@');
    String shown =
        at < 1
            ? "***"
            : mail.substring(0, mail.offsetByCodePoints(0, 1)) + "***" + mail.substring(at);
    return Harmless.name(person.name()) + "(" + shown + ")";
  }

  private String numbered(String bidder, Optional<Integer> paddle) {
    return paddle.map(number -> "패들 " + number).orElseGet(() -> "응찰자 " + number(bidder));
  }

  /// The same on every gateway and all through the room, another one in the next room.
  private String number(String bidder) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((room + "\n" + bidder).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, NUMBER_BYTES).toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
