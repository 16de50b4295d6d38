import assert from "node:assert/strict";
import { test } from "node:test";
import { shownTypeOf } from "./shown-file.ts";

const gif = Buffer.from("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");

test("pictures and PDF are looked at, whatever else only downloads", () => {
  assert.equal(shownTypeOf(gif), "image/gif");
  assert.equal(shownTypeOf(Buffer.from("%PDF-1.7\n")), "application/pdf");
  for (const text of ["", "%PD", " %PDF-1.7", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<html>", "PK\u0003\u0004"])
    assert.equal(shownTypeOf(Buffer.from(text)), undefined, text);
});
