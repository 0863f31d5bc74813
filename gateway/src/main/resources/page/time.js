// Times of the server as people read them.

const two = (number) => String(number).padStart(2, "0");

/** Time left in words short enough for a clock: "2일 03:12:45", "12:45", "0:09". Rounds up. */
export function timeLeft(leftMs, lang) {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = two(seconds % 60);
  if (days > 0) return `${days}${lang === "ko" ? "일" : "d"} ${two(hours)}:${two(minutes)}:${rest}`;
  if (hours > 0) return `${hours}:${two(minutes)}:${rest}`;
  return `${minutes}:${rest}`;
}

export function clockTime(atMs) {
  const at = new Date(atMs);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

export function dayAndTime(atMs, lang) {
  return new Intl.DateTimeFormat(lang === "ko" ? "ko-KR" : "en-GB", {
    month: "short",
    day: "numeric",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(atMs);
}

/** Marks at which the time left is announced, seconds. */
export const MARKS_S = [300, 60, 30, 10];

/** The mark passed between two looks at the clock, or null. */
export function markBetween(beforeMs, nowMs) {
  return MARKS_S.find((mark) => beforeMs > mark * 1000 && nowMs <= mark * 1000) ?? null;
}
