import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CorrelationFacts, correlate, type SentMail } from "./correlate.ts";

const day = 86_400_000;
const sent = (over: Partial<SentMail> = {}): SentMail => ({
  send: "S1",
  messageIds: ["<c.T1.aa.bb@acme.test>"],
  recipients: ["ann@customer.test"],
  subject: "Re: Order 4711",
  sentAt: 0,
  ...over,
});
const facts = (over: Partial<CorrelationFacts> = {}): CorrelationFacts => ({
  rightTokens: [],
  envelopeId: undefined,
  returnedMessageId: undefined,
  messageIdsInText: [],
  reportedRecipients: ["Ann@Customer.test"],
  subjects: [],
  candidates: [sent()],
  now: day,
  ...over,
});
const told = (over: Partial<CorrelationFacts>) => {
  const found = correlate(facts(over));
  return found && `${found.send} ${found.rule} ${found.isVerified ? "verified" : "unverified"}`;
};

test("each rule finds its mail, and says whether that is proof", () => {
  assert.equal(told({ rightTokens: ["s1"] }), "S1 bounceToken verified");
  assert.equal(told({ envelopeId: "S1" }), "S1 envelopeId unverified");
  assert.equal(told({ returnedMessageId: "<c.T1.aa.bb@ACME.test>" }), "S1 returnedMessageId verified");
  assert.equal(told({ messageIdsInText: ["<x@y>", "<c.T1.aa.bb@acme.test>"] }), "S1 messageIdInText verified");
  assert.equal(told({ subjects: ["order 4711"] }), "S1 recipientAndSubject unverified");
  assert.equal(told({ subjects: ["Delivery report", "order 4711"] }), "S1 recipientAndSubject unverified");
  assert.equal(told({ subjects: ["", "Re:"] }), undefined);
  assert.equal(told({}), undefined);
});

test("the rules stand in the order of mail.md 8.1", () => {
  const candidates = ["S1", "S2", "S3", "S4", "S5"].map((send, index) =>
    sent({ send, messageIds: [`<${send}@acme.test>`], subject: `Subject ${index + 1}` }),
  );
  const given: Partial<CorrelationFacts> = {
    candidates,
    rightTokens: ["S1"],
    envelopeId: "S2",
    returnedMessageId: "<S3@acme.test>",
    messageIdsInText: ["<S4@acme.test>"],
    subjects: ["Subject 5"],
  };
  const rest = [
    {},
    { rightTokens: [] },
    { envelopeId: undefined },
    { returnedMessageId: "" },
    { messageIdsInText: [] },
  ];
  const seen = rest.map((_, index) =>
    told({ ...given, ...Object.assign({}, ...rest.slice(0, index + 1)) })?.slice(0, 2),
  );
  assert.deepEqual(seen, ["S1", "S2", "S3", "S4", "S5"]);
});

test("our Message-ID without a recipient of that mail proves nothing: whoever got it knows it", () => {
  const reportedRecipients = ["eve@evil.test"];
  assert.equal(
    told({ returnedMessageId: "<c.T1.aa.bb@acme.test>", reportedRecipients }),
    "S1 returnedMessageId unverified",
  );
});

test("an envelope id is proven by the Message-ID beside it", () => {
  assert.equal(told({ envelopeId: "S1", returnedMessageId: "<c.T1.aa.bb@acme.test>" }), "S1 envelopeId verified");
});

test("an id that a provider put in the place of ours counts", () => {
  const candidates = [sent({ messageIds: ["<ours@acme.test>", "<ses-1@ses.test>"] })];
  assert.equal(told({ candidates, returnedMessageId: "<ses-1@ses.test>" }), "S1 returnedMessageId verified");
});

test("recipient and subject count for seven days, the newest wins, and no subject guesses nothing", () => {
  const candidates = [sent(), sent({ send: "S2", sentAt: day })];
  assert.equal(told({ candidates, subjects: ["Re: Order 4711"], now: 7 * day }), "S2 recipientAndSubject unverified");
  assert.equal(told({ subjects: ["Order 4711"], now: 7 * day + 1 }), undefined);
  assert.equal(told({ subjects: ["Re:"] }), undefined);
  assert.equal(told({ subjects: ["Order 4711"], reportedRecipients: ["joe@customer.test"] }), undefined);
});

test("the order of candidates plays no part, and only proof verifies", () => {
  const mail = fc
    .constantFrom("S1", "S2", "S3")
    .map((send) => sent({ send, messageIds: [`<${send}>`], sentAt: send.length }));
  const candidates = fc.uniqueArray(mail, { selector: ({ send }) => send });
  const id = fc.constantFrom("<S1>", "<S2>", "<S9>", "");
  fc.assert(
    fc.property(
      candidates,
      id,
      fc.constantFrom("S1", "S3", undefined),
      fc.boolean(),
      (given, returned, envelopeId, isKnown) => {
        const reportedRecipients = [isKnown ? "ann@customer.test" : "eve@evil.test"];
        const over = { candidates: given, returnedMessageId: returned, envelopeId, reportedRecipients };
        assert.deepEqual(correlate(facts(over)), correlate(facts({ ...over, candidates: given.toReversed() })));
        if (!isKnown) assert.notEqual(correlate(facts(over))?.isVerified, true);
      },
    ),
  );
});
