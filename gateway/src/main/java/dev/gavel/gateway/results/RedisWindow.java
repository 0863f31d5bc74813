package dev.gavel.gateway.results;

import dev.gavel.model.Codec;
import dev.gavel.model.Names;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.UpdateCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A room's window in Redis: its newest updates. What cannot be read there is left out.
public final class RedisWindow implements Past {
  private final Function<String, Optional<List<String>>> lists;
  private final UpdateCodec codec = new UpdateCodec();

  /// @param lists the last [Names#WINDOW_UPDATES] entries of a list by its key; empty while Redis
  ///   is away
  public RedisWindow(Function<String, Optional<List<String>>> lists) {
    this.lists = lists;
  }

  @Override
  public Optional<List<RoomUpdate>> after(Known last) {
    List<RoomUpdate> window = new ArrayList<>();
    for (String entry : lists.apply(Names.windowKey(last.room())).orElse(List.of())) {
      if (codec.read(entry.getBytes(StandardCharsets.UTF_8))
              instanceof Codec.Read.Value<RoomUpdate>(RoomUpdate update)
          && update.room().equals(last.room())) {
        window.add(update);
      }
    }
    // An empty list is a Redis that has forgotten.
    return window.isEmpty() ? Optional.empty() : Optional.of(Past.run(window, last.sequence()));
  }
}
