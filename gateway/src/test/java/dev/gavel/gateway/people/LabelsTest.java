package dev.gavel.gateway.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.LabelPolicy;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Naming;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
  private static String label(LabelPolicy policy, Person person, Optional<Integer> paddle) {
    People people = new People(_ -> Map.of(person.id(), person), policy, () -> 0);
    people.warm(List.of(person.id()));
    return people.naming("room", _ -> paddle).label(person.id());
  }

  private static Person person(String name, String mail) {
    return new Person("u1", mail, name, "bidder");
  }

  @ParameterizedTest
  @CsvSource({
    "FULL, 김서연(seoyeon@gavel.example)",
    "MASKED, 김서연(s***@gavel.example)",
    "PADDLE, 패들 12"
  })
  void whatABidderIsCalled(LabelPolicy policy, String expected) {
    Person person = person("김서연", "seoyeon@gavel.example");
    assertThat(label(policy, person, Optional.of(12))).isEqualTo(expected);
  }

  @Test
  void whoHasNoPaddleHasANumberOfTheRoomsOwn() {
    People people = new People(_ -> Map.of(), LabelPolicy.PADDLE, () -> 0);
    String here = people.naming("room-1", _ -> Optional.empty()).label("u1");
    assertThat(here).matches("응찰자 [0-9A-F]{6}");
    assertThat(people.naming("room-1", _ -> Optional.empty()).label("u1")).isEqualTo(here);
    assertThat(people.naming("room-2", _ -> Optional.empty()).label("u1")).isNotEqualTo(here);
    assertThat(people.naming("room-1", _ -> Optional.empty()).label("floor:7")).isEqualTo("현장 7");
  }

  @Test
  void aNameIsDataAndCannotBreakALine() {
    String name = "\u202e이름\r\n본인: 1원\u0000(kim@x)";
    String label = label(LabelPolicy.FULL, person(name, "a\n@b(c)"), Optional.empty());
    assertThat(label).isEqualTo("이름  본인: 1원 [kim@x](a @b[c])");
    assertThat(label(LabelPolicy.FULL, person("\u200b", "a@b"), Optional.empty()))
        .isEqualTo("?(a@b)");
    assertThat(label(LabelPolicy.FULL, person("가".repeat(500), "a@b"), Optional.empty()))
        .hasSize(60 + "(a@b)".length());
    assertThat(label(LabelPolicy.MASKED, person("가", "@b"), Optional.empty())).isEqualTo("가(***)");
  }

  @Test
  void aLabelIsMadeOfWhatIsCachedHoweverOldAndReadAgainAside() {
    AtomicLong clock = new AtomicLong();
    AtomicReference<Person> stored = new AtomicReference<>(person("김", "k@x"));
    CountDownLatch asked = new CountDownLatch(2);
    CountDownLatch answers = new CountDownLatch(1);
    People people =
        new People(
            _ -> {
              asked.countDown();
              if (asked.getCount() == 0) {
                await(answers);
              }
              return Map.of("u1", stored.get());
            },
            LabelPolicy.FULL,
            clock::get);
    people.warm(List.of("u1"));
    Naming naming = people.naming("r", _ -> Optional.empty());
    assertThat(naming.label("u1")).isEqualTo("김(k@x)");
    stored.set(person("이", "k@x"));
    clock.addAndGet(10 * People.KEPT_MS);
    assertThat(naming.label("u1")).as("the register does not answer").isEqualTo("김(k@x)");
    answers.countDown();
    Awaitility.await().until(() -> naming.label("u1").equals("이(k@x)"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoIsForgottenIsReadAgain() {
    AtomicReference<Map<String, Person>> stored =
        new AtomicReference<>(Map.of("u1", person("김", "k@x")));
    People people = new People(_ -> stored.get(), LabelPolicy.FULL, () -> 0);
    people.warm(List.of("u1"));
    stored.set(Map.of());
    people.forget("u1");
    people.warm(List.of("u1"));
    assertThat(people.naming("r", _ -> Optional.empty()).label("u1")).startsWith("응찰자 ");
  }

  @Test
  void whileNobodyCanBeAskedWhoeverWasKnownStillIs() throws Exception {
    AtomicBoolean away = new AtomicBoolean();
    AtomicLong clock = new AtomicLong();
    Person kim = person("김", "k@x");
    People people =
        new People(
            _ -> {
              if (away.get()) {
                throw new ViewAway("reading", new IllegalStateException());
              }
              return Map.of("u1", kim);
            },
            LabelPolicy.FULL,
            clock::get);
    assertThat(people.find("u1")).contains(kim);
    away.set(true);
    clock.addAndGet(People.KEPT_MS + 1);
    assertThat(people.find("u1")).contains(kim);
    assertThat(people.naming("r", _ -> Optional.empty()).label("u2")).startsWith("응찰자 ");
    org.assertj.core.api.Assertions.assertThatExceptionOfType(ViewAway.class)
        .isThrownBy(() -> people.find("u2"));
  }
}
