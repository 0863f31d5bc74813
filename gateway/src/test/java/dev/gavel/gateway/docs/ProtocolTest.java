package dev.gavel.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.words.AnswerWords;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.gateway.words.Viewer;
import dev.gavel.gateway.words.ViewerJson;
import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.Place;
import dev.gavel.model.Refusal;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Everything that the gateway can say, held against the document.
class ProtocolTest {
  private static final String RECEIPT = "0123456789abcdef".repeat(4);
  private static final Place PLACE = new Place(3, 42);

  private static final RoomTerms TERMS =
      new RoomTerms(
          RoomTerms.RULES,
          "item-1",
          "seller-1",
          "KRW",
          RoomTerms.Mode.TIMED,
          100_000,
          OptionalLong.of(900_000),
          IncrementTables.KRW_ONLINE,
          1_000,
          61_000,
          new RoomTerms.SoftClose(RoomTerms.SoftClose.Extend.RESET, 30_000, 30_000),
          0,
          15_000,
          60_000,
          Optional.of(List.of("u1")),
          List.of("u2"),
          Map.of("u1", 400_000L));

  private static final List<RoomEvent> EVENTS =
      List.of(
          new RoomEvent.Opened(TERMS.forViewers()),
          new RoomEvent.Opened(TERMS.followedBy(new RoomTerms.NextLot("r2", 60_000)).forViewers()),
          new RoomEvent.BidPlaced(
              1, "u1", RoomEvent.BidPlaced.Kind.EXACT, false, OptionalLong.empty()),
          new RoomEvent.BidPlaced(
              2, "u1", RoomEvent.BidPlaced.Kind.MAXIMUM, true, OptionalLong.of(90_000)),
          new RoomEvent.BidPlaced(
              3, "floor:7", RoomEvent.BidPlaced.Kind.FLOOR, false, OptionalLong.empty()),
          new RoomEvent.OutageExtended(120_000),
          new RoomEvent.Postponed(120_000, "cascade:r0:7"),
          new RoomEvent.Paused("잠시"),
          new RoomEvent.Resumed(),
          new RoomEvent.FairWarningGiven(2),
          new RoomEvent.AskSet(150_000),
          new RoomEvent.BidVoided(1, "착오"),
          new RoomEvent.BidReinstated(1, "확인"),
          new RoomEvent.Closed(Standing.Outcome.SOLD, ""),
          new RoomEvent.Reopened("정정"),
          new RoomEvent.BidderApproved("u1", 12));

  private static final List<Answer> ANSWERS =
      List.of(
          new Answer.Leading(1, 150_000, OptionalLong.of(90_000)),
          new Answer.OutbidAtOnce(2, 200_000, OptionalLong.empty()),
          new Answer.MaximumSet(2, 200_000, true),
          new Answer.MaximumUnchanged(),
          Answer.Done.of("pause"),
          new Answer.Done(
              "approve",
              OptionalLong.of(12),
              OptionalLong.of(1),
              Optional.of("u1"),
              OptionalLong.of(2)),
          new Answer.Ticked(),
          new Answer.Refused(Refusal.BELOW_MINIMUM, OptionalLong.of(200_000)));

  private static Standing standing(boolean begun) {
    return new Standing(
        begun ? Standing.Phase.OPEN : Standing.Phase.SCHEDULED,
        false,
        begun ? OptionalLong.of(150_000) : OptionalLong.empty(),
        begun ? Optional.of("u1") : Optional.empty(),
        OptionalLong.of(200_000),
        OptionalLong.of(61_000),
        begun ? Optional.of(false) : Optional.empty(),
        begun ? 3 : 0,
        0,
        Optional.empty());
  }

  private static RoomUpdate update(RoomEvent event, boolean begun) {
    return new RoomUpdate("r1", PLACE, 7, 2_000, event, standing(begun), RECEIPT);
  }

  private static Decision decision(Answer answer) {
    List<RoomUpdate> updates = List.of(update(EVENTS.get(1), true));
    Author by = new Author("u1", Role.BIDDER);
    return new Decision("r1", PLACE, "c1", by, "bid", 2_000, answer, true, 7, updates, RECEIPT);
  }

  private static Set<String> kinds(List<?> values) {
    return values.stream()
        .map(value -> value.getClass().getSimpleName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> allKinds(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyUpdateIsDescribed() {
    assertThat(kinds(EVENTS)).as("samples of all").isEqualTo(allKinds(RoomEvent.class));
    ViewerJson words = new ViewerJson();
    for (RoomEvent event : EVENTS) {
      for (boolean begun : List.of(true, false)) {
        for (Viewer viewer : List.of(Viewer.NOBODY, Viewer.of("u1"))) {
          ObjectNode json = words.update(update(event, begun), "KRW", viewer, _ -> "패들 12");
          Protocol.checkEvent(ViewerJson.eventName(event), json);
          assertThat(json.toString()).doesNotContain("\"u1\"").doesNotContain("900000");
        }
      }
    }
  }

  @Test
  void everyAnswerIsDescribed() {
    assertThat(kinds(ANSWERS)).as("samples of all").isEqualTo(allKinds(Answer.class));
    for (Answer answer : ANSWERS) {
      Protocol.check("Answer", AnswerWords.decided(decision(answer)));
      Protocol.check("Decision", new DecisionCodec().json(decision(answer)));
    }
    Protocol.check("Answer", AnswerWords.pending("c1", "r1", PLACE));
  }

  @Test
  void everyComplaintAndRefusalIsDescribed() {
    for (Complaint complaint : Complaint.values()) {
      Protocol.check("Error", complaint.json());
      Protocol.check("Answer", AnswerWords.refused("c1", "r1", complaint));
      Protocol.check("Refused", AnswerWords.refused("c1", "r1", complaint));
    }
    ObjectNode overloaded = Complaint.OVERLOADED.json().put("retryAfterMs", 700);
    Protocol.check("Error", overloaded);
    ObjectNode answer = AnswerWords.refused("c1", "r1", Complaint.OVERLOADED);
    answer.setAll(overloaded);
    Protocol.check("Answer", answer);
    Protocol.check("Refused", answer);
    for (Refusal refusal : Refusal.values()) {
      Protocol.check("Error", AnswerWords.error(refusal));
    }
  }

  @Test
  void commandsAreDescribed() {
    Author by = new Author("u1", Role.BIDDER);
    RoomCommand bid =
        new RoomCommand(
            "r1", "c1", by, RoomCommand.NO_DEADLINE, new Wish.Bid(new Amount.Exact(150_000)));
    Protocol.check("Command", new CommandCodec().json(bid));
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("roomId", "r1").put("id", "c1");
    Protocol.check("BidRequest", request.deepCopy().put("price", 150_000));
    Protocol.check("BidRequest", request.deepCopy().put("max", "150000"));
    assertThatThrownBy(() -> Protocol.check("BidRequest", request)).isNotNull();
  }

  @Test
  void whatIsNotDescribedIsNoticed() {
    ObjectNode error = Complaint.FORM_INVALID.json().put("more", 1);
    assertThatThrownBy(() -> Protocol.check("Error", error)).isNotNull();
    assertThatThrownBy(() -> Protocol.checkEvent("from-the-future", error)).isNotNull();
  }

  @Test
  void everyReferenceOfTheDocumentLeadsSomewhere() {
    List<String> dangling = new ArrayList<>();
    follow(Protocol.document(), dangling);
    assertThat(dangling).isEmpty();
    assertThat(Protocol.document().path("asyncapi").asText()).isEqualTo("3.0.0");
  }

  private static void follow(JsonNode node, List<String> dangling) {
    JsonNode reference = node.path("$ref");
    if (reference.isTextual()) {
      String pointer = reference.asText().substring(1);
      if (Protocol.document().at(pointer).isMissingNode()) {
        dangling.add(pointer);
      }
    }
    node.forEach(child -> follow(child, dangling));
  }
}
