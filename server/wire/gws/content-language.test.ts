import assert from "node:assert/strict";
import { test } from "node:test";
import { type Desk, desk, dialects } from "./desk.fixture.ts";

/** What the header of a sent mail says of its language. */
async function languageOf({ ask }: Desk, id: string): Promise<string | undefined> {
  const { status, text } = await ask({ path: `/api/v2/interactions/${id}/raw`, as: "sam" });
  assert.equal(status, 200, text);
  return /^Content-Language: (.*)\r$/m.exec(text.slice(0, text.indexOf("\r\n\r\n")))?.[1];
}

for (const dialect of dialects) {
  const written = (to: string, text: string) =>
    dialect.name === "A"
      ? { email_object: { fromAddress: "support@acme.test", toAddress: to, subject: "4711", text } }
      : { email: { from: "support@acme.test", to: [to], subject: "4711", bodyAsPlainText: text } };

  test(`dialect ${dialect.name}: answers and new mails say their language: the agent's, else that of what is answered`, async (t) => {
    const at = await desk(t, dialect);
    const headers = [
      "From: Ann <ann@customer.test>",
      "To: support@acme.test",
      "Subject: 4711",
      "Message-ID: <m@c.test>",
    ];
    const original = await at.accepted("alice", {
      headers,
      body: "Wann kommt die Lieferung? Wir haben nicht so viel Zeit.",
    });
    const answered = async (text: string) => {
      const draft = await at.done("alice", original, { operationName: "Reply" });
      return languageOf(
        at,
        await at.done("alice", draft, { operationName: "Send", ...written("ann@customer.test", text) }),
      );
    };
    assert.equal(await answered("Morgen."), "de");
    assert.equal(await answered("It is on the way, and you will have it soon."), "en");
    const created = async (text: string) => {
      const { json } = await at.op("alice", "", { operationName: "Create", ...written("joe@other.test", text) });
      const id: string = Object(json[dialect.under] ?? json)["id"] ?? json["interactionId"];
      return languageOf(at, await at.done("alice", id, { operationName: "Send" }));
    };
    assert.equal(await created("Votre colis est en route, vous avez une facture avec."), "fr");
    assert.equal(await created("4711"), undefined);
  });
}
