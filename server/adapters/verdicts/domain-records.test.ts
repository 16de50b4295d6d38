import assert from "node:assert/strict";
import { test } from "node:test";
import { createDomainRecords } from "./domain-records.ts";
import { createResolver, fromRecords } from "./resolver.ts";

test("where a domain has no DMARC record of its own, the next one above is found, and nobody asks for a whole country", async () => {
  const asked: string[] = [];
  const answers = fromRecords({ "TXT _dmarc.acme.example": [["v=DMARC1; p=reject"]], "TXT _dmarc.example": [["x"]] });
  const ask = createResolver({
    ask: (name, type) => {
      asked.push(name);
      return answers(name, type);
    },
  });
  const look = async (domain: string) =>
    (await createDomainRecords(ask).look({ domain, keys: [], relayHost: undefined })).dmarcAbove;
  const found = { domain: "acme.example", texts: ["v=DMARC1; p=reject"] };
  assert.deepEqual(await look("help.mail.acme.example"), found);
  assert.equal(await look("acme.example"), undefined);
  assert.equal(await look("other.example"), undefined);
  assert.ok(!asked.includes("_dmarc.example"));
});
