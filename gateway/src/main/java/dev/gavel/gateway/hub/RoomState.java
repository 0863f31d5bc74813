package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;

/// What a room shows at one moment. Nothing in it changes (but for who is known to have bid), so a
/// snapshot is made of it while the room goes on.
///
/// @param item written out
/// @param terms written out
record RoomState(
    String id,
    Facts facts,
    NewestUpdates newest,
    RoomTalk.Newest talk,
    RoomBidders bidders,
    RawValue item,
    RawValue terms,
    ObjectNode presence,
    RoomSources sources) {}
