import test from "node:test";
import { noStates, walkStates } from "../support/states.ts";

test("every state is free of axe violations, light and dark", { skip: noStates, timeout: 280_000 }, (t) =>
  walkStates(t, { name: "light", language: "en", isShownDarkToo: true }),
);
