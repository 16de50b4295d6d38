import assert from "node:assert/strict";
import { test } from "node:test";
import { drafted, load, owned, readAndRoute, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { type Day, dialects, refusal, startDay } from "./listening.fixture.ts";

const commandOf = (operationName: string, more: object) => ({ operationName, ...more });

/** What the operation made of the user data, told in both dialects under the number of its answer. */
async function told(day: Day, path: string, id: string, body: object) {
  const before = await load(day.centre, id);
  for (const topic of ["/v2/me/emails", "/v2/me/interactions"]) await day.hear("alice", topic);
  const answer = await day.post("alice", `${path}/${id}`, body);
  assert.equal(answer.status, 200, answer.text);
  const after = await load(day.centre, id);
  assert.equal(after.version, before.version + 1);
  assert.equal(after.state, before.state);
  const [a, ...moreA] = await day.hear("alice", "/v2/me/interactions");
  const [b, ...moreB] = await day.hear("alice", "/v2/me/emails");
  assert.deepEqual([...moreA, ...moreB], []);
  for (const message of [a, b]) {
    assert.equal(message?.["notificationType"], "PropertiesUpdated");
    assert.equal(message?.["referenceId"], answer.json["referenceId"]);
  }
  assert.deepEqual(a?.["userData"], after.userData);
  assert.equal(a?.["state"], before.state === "Composing" ? "ReplyCreated" : before.state);
  return after;
}

test("pairs are added and replaced, with their types and in their order, under each name of the operation", async (t) => {
  const day = await startDay(t);
  const id = await owned(day.centre, "alice");
  const own = Object.keys((await load(day.centre, id)).userData);
  const pairs = { Zeta: "z", Count: 2, Is: true, No: null, Deep: { b: { c: 1 } } };
  for (const path of dialects) {
    await told(day, path, id, commandOf("AttachUserData", { userData: pairs }));
    await told(day, path, id, commandOf("UpdateUserData", { userData: { Count: 3, Alpha: "a" } }));
    await told(day, path, id, commandOf("UpdateProperties", { properties: { Omega: 1.5 } }));
    const after = await told(day, path, id, commandOf("UpdateProperties", { userData: { Topic: "Shipping" } }));
    const { userData } = after;
    assert.deepEqual(Object.keys(userData).slice(own.length), [...Object.keys(pairs), "Alpha", "Omega", "Topic"]);
    assert.deepEqual(
      [userData["Count"], userData["Is"], userData["No"], userData["Deep"], userData["Omega"]],
      [3, true, null, { b: { c: 1 } }, 1.5],
    );
  }
});

test("pairs are taken away by keys, by an object or by a list; what is not there is passed over", async (t) => {
  const day = await startDay(t);
  for (const path of dialects) {
    const id = await owned(day.centre, "alice");
    const userData = { a: 1, b: 2, c: 3, d: 4 };
    await told(day, path, id, commandOf("AttachUserData", { userData }));
    await told(day, path, id, commandOf("DeleteUserData", { keys: ["a", "nothing"] }));
    await told(day, path, id, commandOf("DeleteUserData", { userData: { b: "whatever" } }));
    const after = await told(day, path, id, commandOf("DeleteUserData", { userData: ["c"] }));
    assert.deepEqual(Object.keys(after.userData).slice(-1), ["d"]);
    assert.equal("a" in after.userData || "b" in after.userData || "c" in after.userData, false);
    await day.post("alice", `${path}/${id}`, { operationName: "Complete" });
  }
});

test("the disposition stands under the key of the setting or the one that is given; comments are shown to colleagues", async (t) => {
  const day = await startDay(t, {
    file: {
      ...acme,
      settings: {
        dispositions: { values: ["Shipping", "Billing"] },
        workspace: { "interaction.disposition.key-name": "Code" },
      },
    },
  });
  const id = await owned(day.centre, "alice");
  const [a, b] = dialects;
  await told(day, a, id, commandOf("SetDisposition", { disposition: "Shipping" }));
  const { userData } = await told(
    day,
    b,
    id,
    commandOf("SetDisposition", { disposition: "Billing", dispositionKey: "Second" }),
  );
  assert.deepEqual([userData["Code"], userData["Second"]], ["Shipping", "Billing"]);
  const { comments } = await told(day, a, id, commandOf("AddComment", { comment: "called her" }));
  assert.deepEqual(comments, [{ at: day.centre.clock.wall(), by: "alice", text: "called her" }]);
  const read = (await day.get("alice", `/me/emails/${id}`)).json["email"];
  assert.deepEqual((read as { readonly comments: unknown }).comments, [
    { at: new Date(day.centre.clock.wall()).toISOString(), by: "alice", text: "called her" },
  ]);
  const refused = await day.post("alice", `${b}/${id}`, commandOf("SetDisposition", { disposition: "Lost" }));
  assert.equal(refusal(refused), '10/400 $.disposition: not a configured code: "Lost"');
});

test("ContactId means AssignContact, and Subject of a draft is its subject", async (t) => {
  const day = await startDay(t);
  const joe = await receive(day.centre, { headers: ["From: Joe <joe@x.test>", "To: support@acme.test"] });
  await readAndRoute(day.centre);
  const { contact } = await load(day.centre, joe);
  const id = await owned(day.centre, "alice");
  for (const path of dialects) {
    const draft = await drafted(day.centre, "alice", id);
    const after = await told(
      day,
      path,
      draft,
      commandOf("UpdateUserData", { userData: { Topic: "x", ContactId: contact, Subject: "Re: parcel" } }),
    );
    assert.equal(after.contact, contact);
    assert.deepEqual([after.userData["ContactId"], after.userData["FullName"]], [contact, "Joe"]);
    const { email } = (await day.get("alice", `/me/emails/${draft}`)).json as {
      readonly email: { readonly subject: string };
    };
    assert.equal(email.subject, "Re: parcel");
  }
  const inbound = await told(day, dialects[0], id, commandOf("UpdateUserData", { userData: { Subject: "parcel" } }));
  const { email } = (await day.get("alice", `/me/emails/${id}`)).json as {
    readonly email: { readonly subject: string };
  };
  assert.deepEqual([email.subject, inbound.userData["Subject"]], ["Order 4711", "parcel"]);
});

test("64 KiB in all: what is there already counts", async (t) => {
  const day = await startDay(t);
  const id = await owned(day.centre, "alice");
  await told(day, dialects[0], id, commandOf("UpdateUserData", { userData: { a: "x".repeat(40_000) } }));
  const answer = await day.post(
    "alice",
    `/me/emails/${id}`,
    commandOf("UpdateUserData", { userData: { b: "x".repeat(40_000) } }),
  );
  assert.equal(refusal(answer), "10/400 $.userData: at most 65536 bytes");
  await told(day, dialects[0], id, commandOf("UpdateUserData", { userData: { a: "x", b: "x".repeat(40_000) } }));
});

const line = "line breaks are not allowed";
const refused: readonly (readonly [body: object, refusal: string])[] = [
  [commandOf("UpdateUserData", {}), "1/400 $.userData: missing"],
  [commandOf("UpdateUserData", { userData: {} }), "1/400 $.userData: missing"],
  [commandOf("UpdateUserData", { userData: [] }), "10/400 $.userData: expected object, got array"],
  [commandOf("UpdateUserData", { userData: { Mailbox: "x" } }), "11/400 $.userData.Mailbox: read-only"],
  [commandOf("AttachUserData", { userData: { "Header_X-Own": "x" } }), "11/400 $.userData.Header_X-Own: read-only"],
  [commandOf("UpdateProperties", { properties: { AssignedAt: "x" } }), "11/400 $.properties.AssignedAt: read-only"],
  [commandOf("UpdateProperties", {}), "1/400 $.userData: missing"],
  [
    commandOf("UpdateProperties", { properties: { a: 1 }, userData: { a: 1 } }),
    "2/400 $.properties: userData and properties exclude each other",
  ],
  [commandOf("UpdateUserData", { userData: { ContactId: "nobody" } }), "6/404 contact not found: nobody"],
  [
    commandOf("UpdateUserData", { userData: { ContactId: 5 } }),
    "10/400 $.userData.ContactId: expected string, got number",
  ],
  [commandOf("UpdateUserData", { userData: { ContactId: "" } }), "1/400 $.userData.ContactId: missing"],
  [commandOf("UpdateUserData", { userData: { Subject: 5 } }), "10/400 $.userData.Subject: expected string, got number"],
  [commandOf("UpdateUserData", { userData: { Subject: "a\nb" } }), `10/400 $.userData.Subject: ${line}`],
  [
    commandOf("UpdateUserData", { userData: { Subject: "x".repeat(1_001) } }),
    "10/400 $.userData.Subject: at most 1000 characters",
  ],
  [
    commandOf("UpdateUserData", { userData: { ["x".repeat(256)]: 1 } }),
    "10/400 $.userData: keys have 1 to 255 characters",
  ],
  [commandOf("DeleteUserData", {}), "1/400 $.keys: missing"],
  [commandOf("DeleteUserData", { keys: [] }), "1/400 $.keys: missing"],
  [commandOf("DeleteUserData", { userData: {} }), "1/400 $.userData: missing"],
  [commandOf("DeleteUserData", { keys: "Topic" }), "10/400 $.keys: expected array, got string"],
  [commandOf("DeleteUserData", { keys: ["a", 5] }), "10/400 $.keys[1]: expected string, got number"],
  [
    commandOf("DeleteUserData", { userData: "a" }),
    "10/400 $.userData: expected object or array of strings, got string",
  ],
  [
    commandOf("DeleteUserData", { keys: ["a"], userData: ["a"] }),
    "2/400 $.userData: keys and userData exclude each other",
  ],
  [commandOf("DeleteUserData", { keys: ["Mailbox"] }), "11/400 $.keys[0]: read-only"],
  [commandOf("DeleteUserData", { userData: { Workbin: "" } }), "11/400 $.userData.Workbin: read-only"],
  [
    commandOf("DeleteUserData", { keys: ["ContactId"] }),
    "10/400 $.keys[0]: assign the e-mail to another contact instead",
  ],
  [commandOf("SetDisposition", {}), "1/400 $.disposition: missing"],
  [commandOf("SetDisposition", { disposition: "" }), "1/400 $.disposition: missing"],
  [commandOf("SetDisposition", { disposition: 5 }), "10/400 $.disposition: expected string, got number"],
  [
    commandOf("SetDisposition", { disposition: "a", dispositionKey: "Origination_Source" }),
    "11/400 $.dispositionKey: read-only",
  ],
  [
    commandOf("SetDisposition", { disposition: "a", dispositionKey: "ContactId" }),
    "10/400 $.dispositionKey: ContactId is no key for a disposition",
  ],
  [commandOf("AddComment", {}), "1/400 $.comment: missing"],
  [commandOf("AddComment", { comment: 5 }), "10/400 $.comment: expected string, got number"],
  [commandOf("AddComment", { comment: "x".repeat(10_001) }), "10/400 $.comment: at most 10000 characters"],
];

const fine = [
  commandOf("AttachUserData", { userData: { a: 1 } }),
  commandOf("UpdateUserData", { userData: { a: 1 } }),
  commandOf("UpdateProperties", { userData: { a: 1 } }),
  commandOf("DeleteUserData", { keys: ["a"] }),
  commandOf("SetDisposition", { disposition: "a" }),
  commandOf("AddComment", { comment: "a" }),
];

test("what property operations refuse, in the documented words, changing nothing", async (t) => {
  const { centre, post } = await startDay(t);
  const draft = await drafted(centre, "alice", await owned(centre, "alice"));
  const before = await load(centre, draft);
  for (const [body, expected] of refused) {
    for (const path of dialects) assert.equal(refusal(await post("alice", `${path}/${draft}`, body)), expected);
  }
  for (const body of fine) {
    const { operationName: name } = body;
    const path = `/me/emails/${draft}`;
    assert.equal(refusal(await post("root", path, body)), "5/403 using e-mail needs role agent");
    assert.equal(refusal(await post("alice", "/me/emails/NOSUCH", body)), "6/404 interaction not found: NOSUCH");
    assert.equal(
      refusal(await post("alice", path, body, { "if-match": '"9"' })),
      `2/409 version 9 is stale, the present version is ${before.version}`,
    );
    assert.equal(
      refusal(await post("bob", path, body)),
      `3/403 ${name} is not possible: the interaction is held by another user`,
    );
  }
  assert.deepEqual(await load(centre, draft), before);
  await post("alice", `/me/emails/${draft}`, { operationName: "Cancel" });
  for (const body of fine) {
    const answer = refusal(await post("alice", `/me/emails/${draft}`, body));
    assert.equal(answer, `2/409 ${body.operationName} is not possible: the interaction is Canceled`);
  }
});

test("without the privilege to assign contacts, ContactId is no pair that may be set", async (t) => {
  const settings = { workspace: { "privilege.contact.can-use-assign-contact": false } };
  const { centre, post } = await startDay(t, { file: { ...acme, settings } });
  const id = await owned(centre, "alice");
  const { contact } = await load(centre, id);
  const answer = await post(
    "alice",
    `/me/emails/${id}`,
    commandOf("UpdateUserData", { userData: { ContactId: contact } }),
  );
  assert.equal(refusal(answer), "5/403 assigning contacts is not allowed for alice");
  for (const [path, operationName] of [
    [`/me/emails/${id}`, "Reply"],
    ["/me/emails", "Create"],
  ] as const) {
    const made = await post("alice", path, { operationName, userData: { ContactId: contact } });
    assert.equal(refusal(made), "5/403 assigning contacts is not allowed for alice");
  }
});

test("an offered e-mail says whom routing chose and by which skills", async (t) => {
  const { centre } = await startDay(t);
  const { userData } = await load(centre, await owned(centre, "alice"));
  const { RTargetAgentSelected, RRequestedSkillCombination, Priority, AssignedAt } = userData;
  assert.deepEqual([RTargetAgentSelected, RRequestedSkillCombination, Priority], ["alice", "English >= 3", 10]);
  assert.equal(AssignedAt, new Date(centre.clock.wall()).toISOString());
});
