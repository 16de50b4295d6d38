import test from "node:test";
import { noBrowser } from "../support/browser.ts";
import { showCorpus } from "../support/hostile-desktop.ts";

test(
  "no hostile mail runs a script or calls home, in the conversation, printed or as its source",
  {
    skip: noBrowser,
    timeout: 240_000,
  },
  (t) => showCorpus(t, "bridge", ["html", "print", "source"]),
);
