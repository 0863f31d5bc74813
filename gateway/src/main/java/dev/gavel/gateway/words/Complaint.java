package dev.gavel.gateway.words;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Why the gateway itself did not do something. What the room's rules refuse is a
/// [dev.gavel.model.Refusal].
public enum Complaint {
  TOKEN_MISSING("연결하려면 유효한 토큰을 제공.", false),
  TOKEN_INVALID("권한 없음.", false),
  TOKEN_EXPIRED("권한 없음.", false),
  TOKEN_REVOKED("권한 없음.", false),
  TOKEN_AMBIGUOUS("권한 없음.", false),
  USER_UNKNOWN("토큰에 해당하는 사용자 없음.", false),
  ORIGIN_FOREIGN("권한 없음.", false),
  LOGIN_REQUIRED("연결하려면 유효한 토큰을 제공.", false),
  LOGIN_WRONG("이메일 또는 비밀번호가 맞지 않습니다.", false),
  LOGIN_ELSEWHERE("로그인과 가입은 다른 시스템에서 합니다.", false),
  EMAIL_TAKEN("이미 가입한 이메일입니다.", false),
  NOT_ALLOWED("권한 없음.", false),
  ITEM_UNKNOWN("아이디에 해당하는 상품 없음.", false),
  ROOM_UNKNOWN("아이디에 해당하는 경매방 없음.", false),
  SALE_UNKNOWN("아이디에 해당하는 경매가 없습니다.", false),
  NOT_FOUND("찾는 것이 없습니다.", false),
  METHOD_NOT_ALLOWED("이 주소에서 할 수 없는 요청입니다.", false),
  CHANGED_MEANWHILE("그 사이에 내용이 바뀌었습니다. 다시 불러오십시오.", false),
  /// Not before the room is closed.
  NOT_YET("경매가 끝난 뒤에 볼 수 있습니다.", false),
  TOO_LARGE("너무 큽니다.", false),
  NOT_JOINED("먼저 경매방에 참가하십시오.", false),
  FORM_INVALID("입력 형식이 올바르지 않습니다.", false),
  EVENT_UNKNOWN("알 수 없는 이벤트입니다.", false),
  TOO_MANY_SOCKETS("연결이 너무 많습니다.", true),
  TOO_MANY_ROOMS("참가한 경매방이 너무 많습니다.", false),
  RATE_LIMITED("요청이 너무 많습니다. 잠시 후 다시 시도하십시오.", true),
  /// A bug of ours, in the log of this gateway.
  FAULT("처리 중 오류가 발생했습니다.", false),
  /// Decisions of this room take too long: not done, and certainly not in the log.
  OVERLOADED("응찰이 몰려 받지 못했습니다. 응찰되지 않았으니 잠시 후 다시 하십시오.", true),
  /// Not done, and certainly not in the log.
  UNAVAILABLE("지금은 처리할 수 없습니다. 잠시 후 다시 시도하십시오.", true),
  /// Maybe in the log: the same id may be sent again without harm.
  UNKNOWN("결과를 아직 알 수 없습니다. 같은 아이디로 다시 보내십시오.", true);

  private final String text;
  private final boolean retry;

  Complaint(String text, boolean retry) {
    this.text = text;
    this.retry = retry;
  }

  /// Korean, for people.
  public String text() {
    return text;
  }

  /// Whether the same request may succeed later.
  public boolean retry() {
    return retry;
  }

  /// `{code, message, retry}`: argument of the `error` event.
  public ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("code", name())
        .put("message", text)
        .put("retry", retry);
  }
}
