import type { CustomFetch } from "openid-client";
import { TokenUnavailable } from "../../ports/tokens.ts";
import { isRefusal, readAnswer } from "./answer.ts";

/** How an endpoint is asked: redirects are not followed, the answer is bounded, and what goes wrong on the way is named without a secret. mail.md 3.3; reliability.md S32 */
export const boundedFetch =
  (bytesMax: number): CustomFetch =>
  async (url, { body, ...options }) => {
    const { status, text } = await answered(url, { ...options, body: body ?? null, redirect: "manual" }, bytesMax);
    if (status >= 300 && status < 400) {
      throw new TokenUnavailable(`the token endpoint points elsewhere (${status}), which is not followed`);
    }
    const answer = readAnswer(text);
    if (status !== 200 && !(status < 500 && isRefusal(answer))) {
      throw new TokenUnavailable(`the token endpoint answers with status ${status}`);
    }
    if (answer === undefined) {
      throw new TokenUnavailable("the token endpoint answers with something that is no token");
    }
    // Without its headers: a challenge (RFC 6749 §5.2) would be read in place of the error that it stands beside.
    return Response.json(answer, { status });
  };

async function answered(url: string, options: RequestInit, bytesMax: number) {
  try {
    const answer = await fetch(url, options);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body ?? []) {
      size += chunk.byteLength;
      if (size > bytesMax) throw new TokenUnavailable("the token endpoint answered too much");
      chunks.push(chunk);
    }
    return { status: answer.status, text: Buffer.concat(chunks).toString() };
  } catch (error) {
    throw error instanceof TokenUnavailable ? error : new TokenUnavailable(onTheWay(error, new URL(url).host));
  }
}

/** The first that fits decides. */
const rows: readonly (readonly [RegExp, (host: string, code: string) => string])[] = [
  [/^(ENOTFOUND|EAI_)/, (host) => `the token endpoint's name is not known: ${host}`],
  [/TIME_?OUT|TimeoutError/i, (host) => `the token endpoint does not answer: ${host}`],
  [
    /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_|UNABLE_TO|EPROTO|HOSTNAME_)/,
    (host, code) => `the connection to the token endpoint cannot be secured: ${host}: ${code}`,
  ],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)/, (host) => `the token endpoint ended the connection: ${host}`],
];

function onTheWay(error: unknown, host: string): string {
  const code = codeOf(error);
  const found = rows.find(([pattern]) => pattern.test(code));
  return found?.[1](host, code) ?? `the token endpoint cannot be reached: ${host}${code === "" ? "" : `: ${code}`}`;
}

/** Of the error or of what it was made from: fetch says only that it failed. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if (error.name === "TimeoutError") return error.name;
  if ("code" in error && typeof error.code === "string") return error.code.replace(/\W/g, "").slice(0, 64);
  return codeOf(error.cause);
}
