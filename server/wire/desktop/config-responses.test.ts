import assert from "node:assert/strict";
import { test } from "node:test";
import { configResponsesAnswer } from "@postroom/contract";
import { startHttp } from "../../adapters/http/http.fixture.ts";
import { owned } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { refusal } from "../gws/listening.fixture.ts";
import { nothingOfFile, responseKey } from "../of-file.ts";

const path = "/api/postroom/v1/config/responses";
const text = (name: string, category: string, language = "en", more: object = {}) => ({
  ...{ name, category, language, body: `<p>Hello <$ Contact.FirstName $>, ${name}</p>` },
  ...more,
});

test("an admin sees all standard responses with their place, use and source, page by page", async (t) => {
  const many = Array.from({ length: 205 }, (_, index) => text(`z${String(index).padStart(3, "0")}`, "Many"));
  const standardResponses = [
    text("thanks", "Greetings", "en", { shortcut: "thx" }),
    text("thanks", "Greetings", "de", { approved: false }),
    text("late", "Shipping/Abroad", "en", { expirationTime: "2020-01-01T00:00:00Z" }),
    ...many,
  ];
  const key = responseKey({ category: "Greetings", name: "thanks", language: "de" });
  const ofFile = { ...nothingOfFile, responses: new Set([key]) };
  const http = await startHttp(t, { file: { ...acme, standardResponses }, options: { ofFile } });
  const read = async (query = "") => {
    const answer = await http.ask({ path: `${path}${query}`, as: "root" });
    assert.equal(answer.status, 200, answer.text);
    return configResponsesAnswer.parse(answer.json);
  };
  const first = await read();
  const of = (name: string, language: string) =>
    first.responses.find((one) => one.name === name && one.language === language) ?? assert.fail(name);
  const thanks = of("thanks", "en");
  assert.deepEqual(
    [thanks.category, thanks.shortcut, thanks.preview, thanks.approved, thanks.uses, thanks.lastUsedAt, thanks.source],
    ["Greetings", "thx", "Hello [Contact.FirstName], thanks", true, 0, null, "page"],
  );
  const german = of("thanks", "de");
  assert.deepEqual([german.approved, german.source, german.readOnly], [false, "file", true]);
  const { category, expirationTime } = of("late", "en");
  assert.deepEqual([category, expirationTime], ["Shipping/Abroad", "2020-01-01T00:00:00.000Z"]);
  const rest = await read(`?cursor=${first.nextCursor}`);
  assert.deepEqual([first.responses.length, rest.responses.length, rest.nextCursor], [200, 8, undefined]);
  assert.equal(new Set([...first.responses, ...rest.responses].map(({ id }) => id)).size, 208);

  const email = await owned(http.centre, "alice");
  const report = (usageType: string) =>
    http.ask({
      ...{ method: "POST", path: `/api/v2/me/emails/${email}`, as: "alice" },
      body: { operationName: "ReportResponseTemplateUsage", responseTemplateId: thanks.id, usageType },
    });
  for (const type of ["SuggestedResponseChoosen", "AdministratorResponse", "SuggestedResponsesIgnored"]) {
    assert.equal((await report(type)).status, 200);
  }
  const after = (await read()).responses.find(({ id }) => id === thanks.id);
  assert.deepEqual([after?.uses, typeof after?.lastUsedAt], [2, "string"]);

  assert.equal(
    refusal(await http.ask({ path: `${path}?cursor=x`, as: "root" })),
    "10/400 $.cursor: not a cursor of this list",
  );
  for (const as of ["alice", "sam"]) assert.equal((await http.ask({ path, as })).status, 403, as);
});
