package dev.gavel.bids.close;

import dev.gavel.bids.log.Away;
import dev.gavel.model.RoomCommand;
import java.util.List;

/// Where commands are appended that follow from another room's decisions. One thread uses it.
public interface CascadeLog extends AutoCloseable {

  /// Appends commands; they are in the log when this returns. After [Away] some may be: appending
  /// them again is right, a command that is there twice has one effect.
  void append(List<RoomCommand> commands) throws Away;

  @Override
  void close();
}
