import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { wholeApi } from "../../wire/api.ts";
import { servedAt } from "../../wire/entry.ts";
import { basic, settingsOf, startHttp } from "./http.fixture.ts";
import { httpDefaults } from "./settings.ts";

const numRuns = 300;
const file = settingsOf({ requestRate: 100_000, requestBurst: 100_000 });
const paths = wholeApi().flatMap((resource) => resource.paths.flatMap(servedAt));

/** Segments that people, and people who mean harm, put where an id belongs. */
const segment = fc.oneof(
  fc.constantFrom(
    "..",
    "%2e%2e",
    "%00",
    "%ff",
    "%",
    "%zz",
    "__proto__",
    "constructor",
    "00RB5D4K7T1M0001",
    "'",
    "%27--",
    "*",
  ),
  fc.string({ unit: "binary", maxLength: 40 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.stringMatching(/^[!-~]{0,40}$/),
);
const path = fc.oneof(
  fc.tuple(fc.constantFrom(...paths), segment).map(([known, id]) => known.replaceAll(/\{\w+\}/g, id)),
  fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join("/")}`),
  fc.array(segment, { maxLength: 4 }).map((segments) => `/api/v2/${segments.join("/")}`),
);
/** `inject()` itself refuses a target that is no URL; those come through a socket elsewhere. */
const target = path.filter((text) => URL.canParse(text, "http://localhost"));
const query = fc.oneof(
  fc.constant(""),
  fc
    .array(
      fc.tuple(
        fc.constantFrom("fields", "limit", "cursor", "since", "state", "q", "subresources", "name", "x"),
        segment,
      ),
      { maxLength: 4 },
    )
    .map((pairs) => `?${pairs.map(([key, value]) => `${key}=${value}`).join("&")}`),
);
const visible = fc.stringMatching(/^[ -~]{0,60}$/);
const headers = fc.dictionary(
  fc.constantFrom(
    "cookie",
    "origin",
    "x-csrf-token",
    "if-match",
    "idempotency-key",
    "content-type",
    "x-forwarded-for",
    "accept",
    "x-requested-with",
    "contactcenterid",
  ),
  visible,
);
const body = fc.oneof(
  fc.constant(undefined),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.json({ maxDepth: 6 }),
  fc
    .record(
      {
        operationName: fc.constantFrom(
          "Accept",
          "Reply",
          "Send",
          "Save",
          "PlaceInQueue",
          "Complete",
          "Ready",
          "ChangePassword",
          "__proto__",
          "",
          "SetInFocus",
        ),
        queueName: fc.anything(),
        email: fc.object(),
        email_object: fc.object(),
        reason: fc.string({ unit: "binary" }),
        channels: fc.array(fc.string({ unit: "binary" })),
        subject: fc.string({ unit: "binary" }),
      },
      { requiredKeys: ["operationName"] },
    )
    .map((value) => JSON.stringify(value)),
);

test("no request, whatever its path, query, headers and body, is answered 5xx or without the envelope", async (t) => {
  const { ask } = await startHttp(t, { file });
  const method = fc.constantFrom("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "PROPFIND");
  const as = fc.constantFrom("alice", "sam", undefined);
  const property = fc.asyncProperty(
    method,
    target,
    query,
    headers,
    body,
    as,
    async (verb, where, asking, said, text, who) => {
      const carries = text !== undefined && ["POST", "PUT", "DELETE", "PATCH"].includes(verb);
      const answer = await ask({
        method: verb,
        path: where + asking,
        headers: { ...said, ...(who === undefined ? {} : { authorization: basic(who) }) },
        ...(carries ? { body: text } : {}),
      });
      assert.ok(answer.status < 500 || where.startsWith("/health/"), `${answer.status} ${answer.text}`);
      assert.equal(answer.headers["x-content-type-options"], "nosniff");
      if (answer.status < 400 || verb === "HEAD" || /^\/(?:health|metrics)/.test(where)) return;
      assert.equal(answer.json["status"], "error");
      assert.equal(answer.json["errorDescription"], answer.json["statusMessage"]);
      assert.equal(typeof answer.json["statusCode"], "number");
    },
  );
  await fc.assert(property, { numRuns });
});

test("no Authorization header, cookie or body of the log-in form is answered 5xx or lets anybody in", async (t) => {
  const settings = { ...httpDefaults, failedLoginsMax: 100_000 };
  const { ask } = await startHttp(t, { file, options: { settings } });
  const header = fc.oneof(
    visible,
    fc.string({ unit: "binary", maxLength: 100 }).map((text) => `Basic ${Buffer.from(text).toString("base64")}`),
    fc
      .tuple(fc.string({ unit: "binary", maxLength: 20 }), fc.string({ unit: "binary", maxLength: 20 }))
      .map(([user, password]) => basic(user, password)),
  );
  const property = fc.asyncProperty(header, visible, body, async (authorization, cookie, text) => {
    const byHeader = await ask({ path: "/api/v2/me", headers: { authorization } });
    const byCookie = await ask({ path: "/api/v2/me", headers: { cookie: `JSESSIONID=${cookie}` } });
    const byForm = await ask({ method: "POST", path: "/session", ...(text === undefined ? {} : { body: text }) });
    assert.equal(byHeader.status, 401);
    assert.equal(byCookie.status, 401);
    assert.ok([400, 401].includes(byForm.status), byForm.text);
  });
  await fc.assert(property, { numRuns: 60 });
});
