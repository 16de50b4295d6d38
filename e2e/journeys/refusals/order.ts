import { op, type Refused, stale } from "./setting.ts";

/** Two things are wrong at once; the earlier check answers (wire.md 1.4, order of checks). */
export const orders: readonly Refused[] = [
  [
    "type before role",
    400,
    10,
    /^\$\.quoteOriginal/,
    (on) => op(on, on.processing, "Reply", { quoteOriginal: 1 }, on.root),
  ],
  [
    "required parameter before role",
    400,
    1,
    /^\$\.queueName: missing/,
    (on) => op(on, on.processing, "PlaceInQueue", {}, on.root),
  ],
  [
    "type before required parameter",
    400,
    10,
    /^\$\.comment/,
    (on) => op(on, on.processing, "PlaceInQueue", { comment: 7 }),
  ],
  ["role before existence", 403, 5, /./, (on) => op(on, "NOSUCH", "Accept", {}, on.root)],
  ["operation name before existence", 400, 10, /./, (on) => op(on, "NOSUCH", "Foo")],
  ["type before state", 400, 10, /^\$\.comment/, (on) => op(on, on.processing, "Reject", { comment: 7 })],
  [
    "state before holder",
    409,
    2,
    /Accept is not possible: the interaction is Processing/,
    (on) => op(on, on.processing, "Accept", {}, on.bob),
  ],
  [
    "holder before what parameters name",
    403,
    3,
    /./,
    (on) => op(on, on.processing, "PlaceInQueue", { queueName: "suport" }, on.bob),
  ],
  [
    "state before what parameters name",
    409,
    2,
    /Reply is not possible/,
    (on) => op(on, on.invited, "Reply", { queueName: "suport" }, on.bob),
  ],
  ["version before state", 409, 2, /^version 1 is stale/, (on) => stale(on, "Accept")],
  ["path before body", 404, 6, /./, ({ dialect, alice }) => alice.post(`/me/${dialect.resource}s/x`, "{")],
  [
    "method before body",
    405,
    3,
    /./,
    ({ dialect, alice, processing }) => alice.send("PUT", `/me/${dialect.resource}/${processing}`, { body: "{" }),
  ],
  [
    "log-in before everything",
    401,
    20,
    /./,
    ({ dialect, nobody }) => nobody.post(`/me/${dialect.resource}s/NOSUCH`, "{", { "content-type": "text/plain" }),
  ],
];
