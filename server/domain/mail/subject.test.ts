import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { baseSubject, hasReplyPrefix, isOtherSubject, prefixSubject, taggedSubject } from "./subject.ts";

test("prefixes do not stack, in any of the known languages", () => {
  const rows = [
    ["Re: ", "Order 4711", "Re: Order 4711"],
    ["Re: ", "RE: Re: AW: Order 4711", "Re: Order 4711"],
    ["Re: ", "re[2]:Antw: sv:  vs: Order", "Re: Order"],
    ["Re: ", "Fwd: Order 4711", "Re: Fwd: Order 4711"],
    ["Fwd: ", "WG: fw: FWD: Order", "Fwd: Order"],
    ["Fw:", "Fwd: Order", "Fw:Order"],
    ["Fwd: ", "Re: Order", "Fwd: Re: Order"],
    ["[Acme] ", "[ACME] [acme] Order", "[Acme] Order"],
    ["Aw: ", "Re: Aw: Order", "Aw: Re: Aw: Order"],
    ["", "Re: Order", "Re: Order"],
    ["Re: ", "", "Re: "],
    ["Re: ", "Re:", "Re: "],
    ["Re: ", "Regarding: x", "Re: Regarding: x"],
  ] as const;
  for (const [prefix, subject, expected] of rows) assert.equal(prefixSubject(prefix, subject), expected);
});

test("prefixing twice is prefixing once", () => {
  const prefix = fc.constantFrom("Re: ", "re:", "Fwd: ", "Fw: ", "Wg: ", "[Acme]", "  ", "", "»");
  const subject = fc
    .array(fc.constantFrom("Re: ", "RE[3]:", "AW:", "fwd:", "[acme] ", "Order", " ", "»", "4711"))
    .map((words) => words.join(""));
  fc.assert(
    fc.property(
      prefix.filter((each) => each.trim() !== ""),
      subject,
      (mark, text) => {
        const once = prefixSubject(mark, text);
        assert.equal(prefixSubject(mark, once), once);
        assert.ok(once.startsWith(mark));
      },
    ),
  );
});

test("the base subject is what RFC 5256 leaves", () => {
  for (const subject of [
    "Order 4711",
    "Re: order  4711",
    "RE[2]: AW: Order 4711 (fwd)",
    "[list] Re: [list] Order 4711",
    "Fwd: [Fwd: Order 4711]",
    "WG: Sv : Order\t4711",
    "回复：Order 4711",
  ]) {
    assert.equal(baseSubject(subject), "order 4711", subject);
  }
  assert.equal(baseSubject("[only a blob]"), "[only a blob]");
  assert.equal(baseSubject("Re: "), "");
});

test("marks of answers and forwards are known in the clients' languages, and gateways' warnings in front of them", () => {
  const answers =
    "Re:|RE :|Re[2]:|Re(2):|RE^2:|ＲＥ：|AW:|Antw.:|Antwort:|SV:|Svar:|VS:|Vast:|RES:|R:|Rif:|Réf :|RÉP :|Odp:|Odg:|YNT:|VÁ:|Válasz:|ΑΠ:|ΣΧΕΤ:|На:|Отв:|Відп:|Atb.:|Ats:|BLS:|ER:|RĂ:|ตอบกลับ:|Trả lời:|回复：|答复:|回覆：|答覆:|返信：|회신:|답장:|השב:|תגובה:|رد:|پاسخ:|{Spam?} Re:|***SPAM*** AW:|[EXT] [Shop] R:";
  const forwards = "Fwd:|WG:|I:|TR :|RV:|ENC:|VB:|Doorst:|VL:|PD:|İLT:|Továbbítás:|Přep:|转发：|轉寄:|전달:|転送:";
  for (const mark of answers.split("|")) {
    assert.equal(baseSubject(`${mark} Order 4711`), "order 4711", mark);
    assert.equal(hasReplyPrefix(`${mark} Order 4711`), true, mark);
  }
  for (const mark of forwards.split("|")) {
    assert.equal(baseSubject(`${mark} Order 4711`), "order 4711", mark);
    assert.equal(hasReplyPrefix(`${mark} Order 4711`), false, mark);
  }
  for (const subject of ["Reset: my password", "Regarding: bells", "Invoice: 4711", "Repair: bell", "Refund 4711"])
    assert.equal(baseSubject(subject), subject.toLowerCase(), subject);
});

test("an empty subject is never another subject", () => {
  assert.equal(isOtherSubject("Re: Order", "order"), false);
  assert.equal(isOtherSubject("", "order"), false);
  assert.equal(isOtherSubject("Invoice", "order"), true);
});

test("hostile subjects cost linear time", () => {
  for (const unit of ["Re: ", "[", "[]", "{", "*", "re(1", "[fwd:", "(fwd)", "re[1", " "])
    assert.ok(baseSubject(unit.repeat(250)).length >= 0);
});

test("a tag goes behind the marks of answers and forwards, once, and leaves the base subject as it is", () => {
  const tag = "[#12345-K7Q2]";
  const rows = {
    "Order 4711": `${tag} Order 4711`,
    "Re: Order 4711": `Re: ${tag} Order 4711`,
    "AW: WG:  Order 4711": `AW: WG:  ${tag} Order 4711`,
    "回复：訂單": `回复：${tag} 訂單`,
    "[Shop] Re: Order 4711": `${tag} [Shop] Re: Order 4711`,
    "": tag,
    [`Re: ${tag} Order 4711`]: `Re: ${tag} Order 4711`,
    [`Re: AW: ${tag} Order 4711`]: `Re: AW: ${tag} Order 4711`,
  };
  for (const [subject, expected] of Object.entries(rows)) {
    assert.equal(taggedSubject(subject, tag), expected);
    if (subject !== "") assert.equal(isOtherSubject(subject, expected), false, expected);
  }
  const long = "x".repeat(251);
  assert.equal(taggedSubject(long, tag), long);
});
