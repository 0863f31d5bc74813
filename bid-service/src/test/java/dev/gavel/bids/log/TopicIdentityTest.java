package dev.gavel.bids.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TopicIdentityTest {
  private final List<CompletableFuture<String>> asked = new ArrayList<>();
  private final TopicIdentity identity =
      new TopicIdentity(() -> {
        asked.add(new CompletableFuture<>());
        return asked.getLast();
      });

  @Test
  void callersShareTheQuestionAfterTheOneUnderWay() {
    CompletableFuture<String> first = identity.askedFromNowOn();
    CompletableFuture<String> second = identity.askedFromNowOn();
    CompletableFuture<String> third = identity.askedFromNowOn();
    assertThat(asked).hasSize(1);
    asked.getFirst().complete("old");
    assertThat(first).isCompletedWithValue("old");
    assertThat(second).isNotDone();
    assertThat(asked).hasSize(2);
    asked.getLast().complete("new");
    assertThat(second).isCompletedWithValue("new");
    assertThat(third).isCompletedWithValue("new");
    assertThat(asked).hasSize(2);
  }

  @Test
  void aQuestionThatFailsFailsItsOwnCallersAlone() {
    CompletableFuture<String> first = identity.askedFromNowOn();
    CompletableFuture<String> second = identity.askedFromNowOn();
    asked.getFirst().completeExceptionally(new IOException("cut"));
    assertThat(first).isCompletedExceptionally();
    asked.getLast().complete("topic");
    assertThat(second).isCompletedWithValue("topic");
    assertThat(identity.askedFromNowOn()).isNotDone();
    assertThat(asked).hasSize(3);
  }
}
