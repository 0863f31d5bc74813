package dev.gavel.gateway.api;

/// The most bytes of a request's body under `/api`, known from its path before a byte is read.
public final class BodyLimits {
  private BodyLimits() {}

  /// The limit of one request.
  ///
  /// @param path under `/api`, for example `/api/items/7`
  public static int maxBytes(String path) {
    String[] parts = path.split("/", 4);
    return switch (parts.length > 2 ? parts[2] : "") {
      case "items" -> ItemRoutes.MAX_BODY_BYTES;
      case "sales" -> SaleRoutes.MAX_BODY_BYTES;
      case "rooms" -> RoomRoutes.MAX_BODY_BYTES;
      default -> SessionRoutes.MAX_BODY_BYTES;
    };
  }
}
