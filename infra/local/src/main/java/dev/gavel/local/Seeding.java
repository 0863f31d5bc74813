package dev.gavel.local;

import dev.gavel.backends.Topics;
import dev.gavel.local.seed.Demo;
import dev.gavel.local.seed.DemoUser;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Puts people, items and rooms into a system that runs elsewhere. A worker there opens the rooms.
final class Seeding {
  private Seeding() {}

  /// Rooms only where none is open: containers that are started again seed again.
  ///
  /// @return whether everything is there now; what went wrong was told
  static boolean of(Plan plan, Progress progress) throws InterruptedException {
    Plan.Addresses servers = plan.external().orElseThrow();
    List<DemoUser> users = DemoUser.list(plan.users());
    try (Demo demo = new Demo(servers.kafka(), servers.mongo())) {
      progress.step(
          "토픽 topics",
          () -> {
            Topics.ensure(servers.kafka());
            return true;
          });
      progress.step("사용자와 작품 users, items", () -> demo.people(users, plan.rooms()));
      int rooms =
          progress.step(
              "경매방 rooms", () -> demo.roomsWhereNoneIs(plan.rooms(), System.currentTimeMillis()));
      progress.line("방 %d개를 열었습니다 / %d rooms opened".formatted(rooms, rooms));
      progress.line(
          "로그인 log in: " + users.getFirst().email() + " ..., 암호 password " + DemoUser.PASSWORD);
      return true;
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception failed) {
      LoggerFactory.getLogger(Seeding.class).error("seeding failed", failed);
      progress.line("넣지 못했습니다 / could not be put there: " + failed);
      return false;
    }
  }
}
