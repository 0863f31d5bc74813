package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a room shows, for the moment in which it stands still under its lock.
record RoomState(
    String id,
    Facts facts,
    Window window,
    RoomTalk talk,
    RoomBidders bidders,
    ObjectNode item,
    ObjectNode terms,
    ObjectNode presence,
    RoomSources sources) {}
