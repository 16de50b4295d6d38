import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { acme } from "../../testing/centre.ts";
import { filtered, pageOf, picked } from "../selection.ts";
import { listIn, rowsOf, startConfiguring, told } from "./configuring.fixture.ts";
import { desk, dialects, type Shown, withSettings } from "./desk.fixture.ts";

test("pages one after the other are the whole list, no row twice, whatever their size and filter", () => {
  const row = fc.record({ name: fc.constantFrom("a", "b", "c"), kind: fc.constantFrom("x", "y") });
  const rows = fc.array(row, { maxLength: 60 }).map((list) => list.map((one, id) => ({ id, ...one })));
  const filters = fc.uniqueArray(fc.constantFrom(["name", "a"] as const, ["kind", "y"] as const));
  fc.assert(
    fc.property(rows, filters, fc.integer({ min: 1, max: 70 }), (list, chosen, limit) => {
      const whole = filtered(list, chosen);
      assert.deepEqual(
        whole,
        list.filter((one) => chosen.every(([key, value]) => one[key] === value)),
      );
      const pages = [];
      let cursor: string | undefined = "0";
      while (cursor !== undefined) {
        const page: ReturnType<typeof pageOf> = pageOf(whole, { filters: chosen, limit, offset: Number(cursor) });
        assert.ok(page.rows.length <= limit && (page.rows.length > 0 || whole.length === 0));
        pages.push(...page.rows);
        cursor = page.nextCursor;
      }
      assert.deepEqual(pages, whole);
    }),
  );
});

test("fields never show more than the whole, and always in its order", () => {
  const names = ["id", "name", "kind", "uri"];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names, "nothing", " id ", "")), (asked) => {
      const whole = Object.fromEntries(names.map((name, index) => [name, index]));
      const shown = Object.keys(picked(whole, { fields: asked.join(",") }));
      assert.deepEqual(
        shown,
        names.filter((name) => asked.some((one) => one.trim() === name)),
      );
    }),
  );
});

test("every collection gives addresses, objects, pages and filters, and refuses what is no field", async (t) => {
  const skills = [...acme.skills, ...Array.from({ length: 9 }, (_, index) => `Skill ${index}`)];
  const { as, ask } = await startConfiguring(t, { file: { ...acme, skills } });
  const get = as("alice");
  for (const key of ["users", "skills", "groups", "queues", "features"]) {
    const whole = rowsOf(await get("GET", `/${key}?fields=*`), key);
    const uris = (await get("GET", `/${key}`)).json["uris"];
    assert.deepEqual(
      uris,
      whole.map(({ uri }) => uri),
      key,
    );
    for (const { uri, path, id } of whole) {
      assert.equal(String(uri).slice(-String(path).length), path);
      const one = await ask({ path: new URL(String(uri)).pathname, as: "bob" });
      assert.equal((one.json[key.slice(0, -1)] as { readonly id: unknown }).id, id, String(uri));
    }
    const paged = [];
    let next: unknown = "0";
    while (typeof next === "string") {
      const page = await get("GET", `/${key}?fields=id&limit=2&cursor=${next}`);
      paged.push(...rowsOf(page, key).map(({ id }) => id));
      next = page.json["nextCursor"];
    }
    assert.deepEqual(
      paged,
      whole.map(({ id }) => id),
      key,
    );
    const [first] = whole;
    const found = rowsOf(await get("GET", `/${key}?fields=id&id=${first?.["id"]}&_=1`), key);
    assert.deepEqual(found, [{ id: first?.["id"] }]);
    assert.deepEqual(told(await get("GET", `/${key}?nothing=1`)), [400, 10, "$.nothing: no such field"], key);
    const missing = await get("GET", `/${key}/NOSUCH`);
    assert.deepEqual(told(missing), [404, 6, `${key.slice(0, -1)} not found: NOSUCH`]);
  }
});

test("the examples of wire.md 10 mean what they say", async (t) => {
  const { as } = await startConfiguring(t);
  const get = as("bob");
  const [alice] = rowsOf(await get("GET", "/users?fields=id,userName&userName=alice"), "users");
  assert.deepEqual(Object.keys(alice ?? {}), ["id", "userName"]);
  for (const row of rowsOf(await get("GET", "/users?fields=*&subresources=skills,channels"), "users")) {
    assert.ok("skills" in row && "channels" in row && !("groups" in row) && !("features" in row));
  }
  const [group] = rowsOf(await get("GET", "/groups?subresources=users"), "groups");
  assert.deepEqual(
    listIn(group, "users").map(({ userName }) => userName),
    ["alice", "bob"],
  );
  const queues = async (query: string) => rowsOf(await get("GET", `/queues?fields=*&${query}`), "queues").map(({ name }) => name); // biome-ignore format: one line
  assert.deepEqual(await queues("channel=email&kind=review&resolveUris=true"), ["review"]);
  assert.deepEqual(await queues("channel=voice"), []);
  assert.deepEqual(await queues("name=general"), ["general"]);
  const features = async (who: string) => rowsOf(await as(who)("GET", "/system/features?fields=id"), "features").length;
  assert.deepEqual([await features("alice"), await features("sam"), await features("root")], [4, 6, 7]);
  assert.deepEqual(told(await get("GET", "/features/api-voice")), [404, 6, "feature not found: api-voice"]);
  assert.deepEqual(told(await get("GET", "/voice/calls")), [404, 6, "path not found: /api/v2/voice/calls"]);
});

test("a user shows the e-mails that the user holds, in both dialects, to whoever may read them", async (t) => {
  const at = await desk(t, dialects[1]);
  const id = await at.accepted("alice");
  const me = await at.ask({ path: "/api/v2/me?subresources=*", as: "alice" });
  const own = me.json["user"] as Shown;
  const seenBy = async (as: string, query: string): Promise<Shown> =>
    (await at.ask({ path: `/api/v2/users/${own.id}?${query}`, as })).json["user"];
  const withoutRest = ({ features: _, settings: __, ...rest }: Shown) => rest;
  const whole = await seenBy("alice", "subresources=*");
  const unset = { capacity: undefined, signature: undefined };
  assert.deepEqual({ ...whole, ...unset }, { ...withoutRest(own), ...unset });
  const order = Object.keys(withoutRest(own));
  assert.deepEqual(
    Object.keys(whole).filter((key) => order.includes(key)),
    order,
  );
  const [a, b] = [whole.interactions[0], whole.emails[0]];
  assert.deepEqual([a.id, a.email_object.Subject, b.id, b.subject], [id, "Order 4711", id, "Order 4711"]);
  assert.deepEqual((await seenBy("sam", "subresources=emails")).emails[0].capabilities, []);
  assert.ok(!("emails" in (await seenBy("sam", "subresources=skills"))));
  const everybody = await at.ask({ path: "/api/v2/users?fields=userName&subresources=interactions", as: "sam" });
  const counts = rowsOf(everybody, "users").map((row) => [row["userName"], listIn(row, "interactions").length]);
  assert.deepEqual(
    counts.filter(([, count]) => count !== 0),
    [["alice", 1]],
  );
  await withSettings(at.centre, "bob", { "privilege.contact.can-use-contact-history": "false" });
  assert.deepEqual((await seenBy("bob", "subresources=emails")).emails, []);
});
