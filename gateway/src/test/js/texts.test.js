import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { ALL_TEXTS, plain, words } from "../../main/resources/page/texts.js";
import { markBetween, timeLeft } from "../../main/resources/page/time.js";

const PAGE = new URL("../../main/resources/page/", import.meta.url);

test("every text is there in both languages", () => {
  for (const [key, text] of Object.entries(ALL_TEXTS)) {
    assert.equal(text.length, 2, key);
    assert.equal(typeof text[0], typeof text[1], key);
    assert.ok(text[0] && text[1], key);
  }
});

test("every text that the page asks for by name exists", () => {
  for (const file of readdirSync(PAGE).filter((name) => name.endsWith(".js"))) {
    const source = readFileSync(new URL(file, PAGE), "utf8");
    for (const [, key] of source.matchAll(/\b(?:t|say)\("([A-Za-z_]+)"/g)) {
      assert.ok(key in ALL_TEXTS, `${file}: ${key}`);
    }
  }
});

test("no script, style or handler stands in the markup, so that the policy needs no exception", () => {
  const html = readFileSync(new URL("index.html", PAGE), "utf8");
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/);
  for (const file of readdirSync(PAGE).filter((name) => name.endsWith(".js"))) {
    const source = readFileSync(new URL(file, PAGE), "utf8");
    assert.doesNotMatch(source, /innerHTML|insertAdjacentHTML|\beval\(|new Function|style: \{/, file);
  }
});

test("the house's words are translated, names are not", () => {
  assert.equal(words("en").label("현장 12"), "Floor 12");
  assert.equal(words("en").label("응찰자 0A3F"), "Bidder 0A3F");
  assert.equal(words("en").label("현장 소장"), "현장 소장");
  assert.equal(words("ko").label("패들 3"), "패들 3");
  assert.equal(words("ko").reason("FROM_THE_FUTURE"), "FROM_THE_FUTURE");
});

test("time left rounds up, so that zero is the end", () => {
  assert.equal(timeLeft(1, "ko"), "0:01");
  assert.equal(timeLeft(0, "ko"), "0:00");
  assert.equal(timeLeft(3_600_000, "ko"), "1:00:00");
  assert.equal(timeLeft(90_061_000, "ko"), "1일 01:01:01");
  assert.equal(timeLeft(90_061_000, "en"), "1d 01:01:01");
});

test("a time mark is told when it is passed, not again", () => {
  assert.equal(markBetween(60_100, 59_900), 60);
  assert.equal(markBetween(59_900, 59_700), null);
  assert.equal(markBetween(10_001, 10_000), 10);
});

test("people's words stay on one line, and turn or hide nothing", () => {
  assert.equal(plain("\u202Egnp.exe\u2066"), "gnp.exe");
  assert.equal(plain("둘째\n줄\u0000\u200B!"), "둘째 줄 !");
  assert.equal(plain("<script>alert(1)</script>"), "<script>alert(1)</script>");
  assert.equal(plain(undefined), "");
});
