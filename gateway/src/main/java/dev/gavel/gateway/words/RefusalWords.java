package dev.gavel.gateway.words;

import dev.gavel.model.Refusal;

/// What a refusal of the log says to people, in Korean. Other languages are the page's, by code.
public final class RefusalWords {
  private RefusalWords() {}

  public static String of(Refusal code) {
    return switch (code) {
      case COMMAND_ID_REUSED -> "같은 아이디의 다른 응찰이 있습니다.";
      case NOT_ALLOWED -> Complaint.NOT_ALLOWED.text();
      case NO_SUCH_ROOM -> Complaint.ROOM_UNKNOWN.text();
      case ALREADY_EXISTS -> "이미 있는 경매방입니다.";
      case TERMS_INVALID -> "경매 조건이 올바르지 않습니다.";
      case NOT_OPEN -> "아직 시작되지 않았습니다.";
      case CLOSED -> "이미 마감되었습니다.";
      case PAUSED -> "일시 정지 중입니다.";
      case EXPIRED -> "너무 늦게 도착해 받지 않았습니다.";
      case SELLER_CANNOT_BID -> "위탁자는 응찰할 수 없습니다.";
      case BLOCKED -> "이 경매에 응찰할 수 없습니다.";
      case NOT_APPROVED -> "응찰 승인이 필요합니다.";
      case AMOUNT_INVALID -> "올바른 금액이 아닙니다.";
      case AMOUNT_TOO_LARGE -> "금액이 너무 큽니다.";
      case OVER_LIMIT -> "허용된 한도를 넘었습니다.";
      case ALREADY_LEADING -> "이미 최고 응찰 중입니다.";
      case BELOW_MINIMUM -> "최소 금액보다 낮습니다.";
      case BELOW_PRICE -> "현재가보다 낮게 정할 수 없습니다.";
      case NOT_CLOSED -> "아직 마감되지 않았습니다.";
      case INVALID_TIME -> "시각이 올바르지 않습니다.";
      case NO_SUCH_BID -> "그런 응찰이 없습니다.";
      case ALREADY_PAUSED -> "이미 일시 정지 중입니다.";
      case NOT_PAUSED -> "일시 정지 중이 아닙니다.";
      case WRONG_MODE -> "이 방식의 경매에서는 할 수 없습니다.";
    };
  }
}
