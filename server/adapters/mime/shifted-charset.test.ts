import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuMs } from "../../testing/cpu-ms.ts";
import { decodeCharset } from "./charset.ts";
import { bytesOf, lines, readHere } from "./reading.fixture.ts";

// The example of RFC 1843 §2, and "안녕 (hi)" as iconv writes it.
const chinese = "This sentence is in ASCII.\nThe next is in GB.~{<:Ky2;S{#,NpJ)l6HK!#~}Bye.~~ ~\nend";
const chineseText = "This sentence is in ASCII.\nThe next is in GB.己所不欲，勿施於人。Bye.~ end";
const korean = "\x1b$)C\x0e>H3g\x0f (hi)\n\x0e>H3g\x0f";

test("HZ and ISO-2022-KR are read, in texts and in encoded words", async () => {
  assert.equal(decodeCharset(bytesOf(chinese), "HZ-GB-2312"), chineseText);
  assert.equal(decodeCharset(bytesOf(korean), "iso-2022-kr"), "안녕 (hi)\n안녕");
  const word = `=?ISO-2022-KR?B?${Buffer.from("\x1b$)C\x0e>H3g\x0f", "latin1").toString("base64")}?=`;
  const raw = lines(
    ...["From: =?hz-gb-2312?Q?=7E=7B=3C=3AKy=7E=7D?= <li@customer.test>", `Subject: Re: ${word} 1`],
    ...["Content-Type: text/plain; charset=iso-2022-kr", "", korean],
  );
  const { from, subject, text } = await readHere(bytesOf(raw));
  assert.deepEqual([from[0]?.name, subject], ["己所", "Re: 안녕 1"]);
  assert.match(text, /^안녕 \(hi\)\s+안녕\s*$/);
});

test("pairs that are broken, or never end, spoil their line alone, in linear time", () => {
  assert.match(decodeCharset(bytesOf("~{<:K\nplain ~{<:Ky~}"), "hz-gb-2312"), /^己.*\nplain 己所$/);
  assert.equal(decodeCharset(bytesOf("a\x0fb\x0e"), "iso-2022-kr"), "ab");
  const long = bytesOf("~{<:Ky~}~~\x0e~\n".repeat(200_000));
  for (const charset of ["hz-gb-2312", "iso-2022-kr"]) {
    const startedAt = cpuMs();
    decodeCharset(long, charset);
    assert.ok(cpuMs() - startedAt < 2_000, charset);
  }
});
