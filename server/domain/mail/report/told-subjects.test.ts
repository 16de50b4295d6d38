import assert from "node:assert/strict";
import { test } from "node:test";
import { isReportSubject } from "./report-words.ts";
import { subjectsTold } from "./told-subjects.ts";

const nothing = { messageId: undefined, to: [], subject: undefined };
const told = (subject: string, text = "", returned: string | undefined = undefined) =>
  subjectsTold({ subject, text }, { ...nothing, subject: returned });

test("a report calls the mail's subject in its returned part, in a line, or behind its own subject", () => {
  assert.deepEqual(told("failure notice", "", "Re: Order 4711"), ["Re: Order 4711"]);
  for (const line of [
    "Subject: Re: Order 4711",
    "      Subject:\tRe: Order 4711",
    "Message Subject: Re: Order 4711",
    "  Betreff: Re: Order 4711",
    "Objet : Re: Order 4711",
    "主题 Re: Order 4711",
    "件名：Re: Order 4711",
  ])
    assert.deepEqual(told("failure notice", `Your message\n\n${line}\n\nwas not delivered`), ["Re: Order 4711"], line);
  for (const subject of [
    "Undeliverable: Re: Order 4711",
    "Unzustellbar: Re: Order 4711",
    "Non remis : Re: Order 4711",
    "No se puede entregar: Re: Order 4711",
    "Message undeliverable: Re: Order 4711",
    "[Postmaster] Undeliverable mail: Re: Order 4711",
    "未送达：Re: Order 4711",
  ])
    assert.deepEqual(told(subject), ["Re: Order 4711"], subject);
});

test("what names no subject tells none", () => {
  for (const subject of [
    "Undelivered Mail Returned to Sender",
    "Order: 4711",
    "Re: Undeliverable: Order",
    "failure notice",
    "",
  ])
    assert.deepEqual(told(subject, "We subject all mail to checks.\nsubjected: yes"), [], subject);
});

test("the subjects of reports begin as such; those that people and their forms write do not", () => {
  for (const subject of [
    "Mail delivery failed: returning message to sender",
    "Returned mail: see transcript for details",
    "Warning: could not send message for past 4 hours",
    "DELIVERY FAILURE: User ann not listed",
    "Zustellfehler: Benutzer ann nicht gefunden",
    "Mancata consegna",
    "系统退信/Returned mail",
    "NDN: Order",
  ])
    assert.ok(isReportSubject(subject), subject);
  for (const subject of [
    "Re: Undeliverable: Order",
    "Fwd: Undelivered Mail Returned to Sender",
    "Returned to sender: what now?",
    "Paket unzustellbar",
    "Zustellung nicht möglich",
    "Colis non distribué",
    "Paquete devuelto",
    "My mail was not delivered",
    "Where is my order?",
    "荷物が届きません",
  ])
    assert.ok(!isReportSubject(subject), subject);
});
