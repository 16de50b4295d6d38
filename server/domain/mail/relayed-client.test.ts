import assert from "node:assert/strict";
import { test } from "node:test";
import { relayedClient } from "./relayed-client.ts";

test("the address that a trusted relay wrote is taken from brackets, not from what the client called itself", () => {
  const cases: readonly [string, string | undefined, string | undefined][] = [
    ["from mx.customer.test (mx.customer.test [192.0.2.7]) by relay.acme.test", "192.0.2.7", "mx.customer.test"],
    ["from x (unknown [IPv6:2001:db8::1])\tby relay", "2001:db8::1", "x"],
    ["from [198.51.100.1] (unknown [203.0.113.9]) by relay", "203.0.113.9", "[198.51.100.1]"],
    ["from [198.51.100.1] by relay", undefined, undefined],
    ["by relay with local", undefined, undefined],
    ["", undefined, undefined],
  ];
  for (const [value, ip, helo] of cases) assert.deepEqual(relayedClient(value), { ip, helo }, value);
});
