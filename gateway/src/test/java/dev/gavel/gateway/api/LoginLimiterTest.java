package dev.gavel.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoginLimiterTest {
  private static final int PER_MINUTE = 20;
  private static final long NOW_MS = 1_000_000;

  private final LoginLimiter limiter = new LoginLimiter(PER_MINUTE);

  @Test
  void aClientThatIsRefusedTakesNothingFromAnAddressesOwner() {
    int wrong = 0;
    for (int i = 0; i < 10 * PER_MINUTE; i++) {
      if (limiter.attempt("attacker", NOW_MS) == 0
          && limiter.locked("attacker", "owner@a.example", NOW_MS) == 0) {
        limiter.wrongPassword("OWNER@a.example", NOW_MS);
        wrong++;
      }
    }

    assertThat(wrong).isEqualTo(PER_MINUTE);
    assertThat(limiter.locked("elsewhere", "other@a.example", NOW_MS)).isZero();
  }

  @Test
  void wrongPasswordsFromEverywhereLockAnAddressButNotWhereItsOwnerWasBefore() {
    limiter.loggedIn("home", "owner@a.example");
    for (int i = 0; i < PER_MINUTE; i++) {
      assertThat(limiter.locked("client " + i, "owner@a.example", NOW_MS)).isZero();
      limiter.wrongPassword("owner@a.example", NOW_MS);
    }

    assertThat(limiter.locked("client 99", "Owner@A.example", NOW_MS)).isPositive();
    assertThat(limiter.locked("home", "owner@a.example", NOW_MS)).isZero();
    assertThat(limiter.attempt("home", NOW_MS)).isZero();
    assertThat(limiter.locked("client 99", "owner@a.example", NOW_MS + 3_000)).isZero();
  }

  @Test
  void rightPasswordsTakeNothingFromAnAddress() {
    for (int i = 0; i < 10 * PER_MINUTE; i++) {
      assertThat(limiter.locked("c" + i, "owner@a.example", NOW_MS)).isZero();
      limiter.loggedIn("c" + i, "owner@a.example");
    }
    assertThat(limiter.locked("new", "owner@a.example", NOW_MS)).isZero();
  }
}
