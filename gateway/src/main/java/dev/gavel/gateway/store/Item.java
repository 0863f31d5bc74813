package dev.gavel.gateway.store;

import java.util.OptionalLong;

/// A lot (상품, 작품). Texts are data of whoever wrote them, and empty where there is none.
///
/// @param picture SVG text
public record Item(
    String id,
    String title,
    String titleEn,
    String maker,
    String description,
    String picture,
    OptionalLong estimateLow,
    OptionalLong estimateHigh) {}
