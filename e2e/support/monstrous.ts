import type { Page } from "playwright-core";
import { letter, type WrittenLetter } from "./mail.ts";

/** Markup that would run, a turn of the direction that nothing ends, what nobody sees, and more than any column holds, without a space. */
export const monstrous = (characters: number): string =>
  `<script>document.title='ran'</script><img src=x onerror="document.title='ran'">\u202Egnp.exe\u200B\u2060👩‍👩‍👧‍👦é${"W".repeat(characters)}`;

const perWord = 30;

/** In a header: RFC 2047, a line for each word. */
const inHeader = (text: string): string => {
  const words: string[] = [];
  const letters = [...text];
  for (let at = 0; at < letters.length; at += perWord) {
    const bytes = Buffer.from(letters.slice(at, at + perWord).join(""));
    words.push(`=?utf-8?B?${bytes.toString("base64")}?=`);
  }
  return words.join("\r\n ");
};

/** A mail of which every part is monstrous. */
export function monster(files: number): WrittenLetter {
  const name = monstrous(300);
  const { messageId } = letter();
  const headers = [
    `From: ${inHeader(monstrous(3_000))} <${"a".repeat(64)}@${"b".repeat(60)}.test>`,
    `To: ${inHeader(monstrous(500))} <support@acme.test>`,
    `Cc: ${Array.from({ length: 100 }, (_, at) => `c${at}@${"d".repeat(40)}.test`).join(",\r\n ")}`,
    `Subject: ${inHeader(monstrous(10_000))}`,
    `Message-ID: ${messageId}`,
    ...["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"', ""],
  ];
  const parts = Array.from({ length: files }, (_, at) => [
    ...["--b", "Content-Type: image/png", "Content-Transfer-Encoding: base64"],
    `Content-Disposition: attachment;\r\n filename="${inHeader(`${at}${name}`)}"`,
    ...["", "iVBORw0KGgo=", ""],
  ]).flat();
  const text = ["--b", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", ""];
  const body = wrapped(`${monstrous(10_000)}\n> ${monstrous(5_000)}\n`);
  return { messageId, raw: [...headers, ...text, ...body, ...parts, "--b--", ""].join("\r\n") };
}

const wrapped = (text: string): readonly string[] =>
  Buffer.from(text)
    .toString("base64")
    .match(/.{1,76}/g) ?? [];

/** What is wider than its place, or can only be reached beside the window; and whether anything of it ran. */
export const whatLeavesItsPlace = (page: Page): Promise<readonly string[]> =>
  page.evaluate<string[]>(`(() => {
    const panes = "html, body, .shell > *, .dialog, .dialog *, .conversation, .messages, .context, .item-list, .composer, .invitation, .holds, .notices, .supervisor";
    const name = (one) => one.tagName + "." + one.className;
    const isWider = (one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
    const wide = [...document.querySelectorAll(panes)].filter((one) => {
      const { overflowX, display } = getComputedStyle(one);
      return isWider(one) && display !== "inline" && one.matches(":not(input, textarea, select)") && overflowX !== "hidden" && overflowX !== "clip";
    });
    const beside = [...document.querySelectorAll("button, a, input, select")].filter((one) => {
      const { width, left, right } = one.getBoundingClientRect();
      return width > 1 && (right > innerWidth + 1 || left < -1);
    });
    return [
      ...wide.map((one) => name(one) + " " + one.scrollWidth + " > " + one.clientWidth),
      ...beside.map((one) => name(one) + " is beside the window"),
      ...(document.title === "ran" ? ["it ran"] : []),
    ];
  })()`);
