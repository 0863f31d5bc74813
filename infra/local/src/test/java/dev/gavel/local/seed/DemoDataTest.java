package dev.gavel.local.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.model.Codec;
import dev.gavel.model.Names;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.TermsCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class DemoDataTest {
  private static final long NOW_MS = 1_800_000_000_000L;

  @Test
  void everyIdIsOneAndNoTwoAreAlike() throws IOException {
    List<String> ids =
        Stream.of(
                DemoUser.list(500).stream().map(DemoUser::id),
                DemoUser.house().stream().map(DemoUser::id),
                DemoItem.named().stream().map(DemoItem::id),
                DemoItem.numbered(500).stream().map(DemoItem::id))
            .flatMap(each -> each)
            .toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(Names::isId).allMatch(id -> id.length() == 24);
  }

  @Test
  void sixPeopleAtLeastAndOneOfThemStaff() {
    assertThat(DemoUser.list(1)).hasSize(6);
    assertThat(DemoUser.list(40)).hasSize(40).startsWith(DemoUser.list(1).toArray(DemoUser[]::new));
    assertThat(DemoUser.list(40)).filteredOn(user -> user.role().equals("staff")).hasSize(1);
    assertThat(DemoUser.list(40)).extracting(DemoUser::email).doesNotHaveDuplicates();
  }

  @Test
  void eightItemsWithPicturesThatAreXmlWithoutScript() throws Exception {
    assertThat(DemoItem.named()).hasSize(8);
    for (DemoItem item : DemoItem.named()) {
      Document svg =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(item.picture().getBytes(StandardCharsets.UTF_8)));
      assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(item.picture()).doesNotContain("<script").doesNotContain("href");
      assertThat(item.estimateLow()).isPositive().isLessThan(item.estimateHigh());
      assertThat(item.title()).isNotBlank();
    }
  }

  @Test
  void theProgrammeHasRoomsThatAreOpenThatOpenSoonAndOneWithAnAuctioneer() throws IOException {
    List<RoomTerms> terms =
        DemoRoom.programme(DemoItem.named()).stream().map(room -> room.terms(NOW_MS)).toList();
    assertThat(terms).hasSize(8);
    assertThat(terms).filteredOn(t -> t.opensAtMs() <= NOW_MS).hasSizeGreaterThanOrEqualTo(5);
    assertThat(terms)
        .filteredOn(t -> t.opensAtMs() > NOW_MS)
        .hasSize(2)
        .allMatch(t -> t.opensAtMs() <= NOW_MS + 120_000);
    assertThat(terms).filteredOn(t -> t.mode() == RoomTerms.Mode.AUCTIONEER).hasSize(1);
    assertThat(terms)
        .allSatisfy(t ->
            assertThat(new TermsCodec().read(new TermsCodec().write(t)))
                .isEqualTo(new Codec.Read.Value<>(t)));
  }

  @Test
  void demoJsonGivesItsRoomsBackAndIsForItsOwnerOnly(@TempDir Path folder) throws IOException {
    SeededRoom room = new SeededRoom("r1", "i1", RoomTerms.Mode.TIMED, 5, 9);
    DemoFile file = new DemoFile(folder);
    assertThat(file.rooms()).isEmpty();
    ObjectNode content = DemoFile.content(DemoUser.list(6), List.of("i1"), List.of(room));
    file.write(content);
    file.write(content);
    assertThat(file.rooms()).containsExactly(room);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("demo.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aBrokenDemoJsonIsAnEmptyOne(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("demo.json"), "{\"rooms\":[{\"mode\":\"NO\"}]}");
    assertThat(new DemoFile(folder).rooms()).isEmpty();
    Files.writeString(folder.resolve("demo.json"), "{");
    assertThat(new DemoFile(folder).rooms()).isEmpty();
  }
}
