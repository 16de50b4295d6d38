import test from "node:test";
import { isFull } from "../support/full.ts";
import { noStates, walkStates } from "../support/states.ts";

/** The walk takes more than a minute, and a push has fifteen. */
const skip = isFull ? noStates : "POSTROOM_FAULTS=full walks from right to left too";

test("every state is free of axe violations, right to left", { skip, timeout: 280_000 }, (t) =>
  walkStates(t, { name: "rtl", language: "ar", isShownDarkToo: false }),
);
