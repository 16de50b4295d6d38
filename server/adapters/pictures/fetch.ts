import { lookup } from "node:dns/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { rasterOf } from "../../domain/desktop/raster.ts";
import type { Picture, Pictures } from "../../ports/pictures.ts";
import { isPublicAddress } from "./public-address.ts";

export type PicturesOptions = {
  /** Redirects that are followed. */
  readonly hopsMax: number;
  /** From the first question for an address to the last byte. */
  readonly fetchMsMax: number;
  readonly bytesMax: number;
  /** Fetched at the same time by this process; the next one is not shown. */
  readonly atOnceMax: number;
  /** Whether an address may be connected to: asked of the very address that is used, on every hop. */
  readonly isAllowed: (address: string) => boolean;
};

export const picturesDefaults: PicturesOptions = {
  hopsMax: 3,
  fetchMsMax: 10_000,
  bytesMax: 10_485_760,
  atOnceMax: 32,
  isAllowed: isPublicAddress,
};

/** Pictures from outside (desktop.md 6.4, reliability.md 7.2 S17): no cookies, no referrer, nothing of the reader. */
export function createPictures(options: PicturesOptions = picturesDefaults): Pictures {
  let running = 0;
  return {
    async fetch(address) {
      if (running >= options.atOnceMax) return undefined;
      running += 1;
      try {
        return await follow(address, options, AbortSignal.timeout(options.fetchMsMax));
      } catch {
        // Why it cannot be had would tell the reader, and whoever wrote the mail, what lies behind our walls.
        return undefined;
      } finally {
        running -= 1;
      }
    },
  };
}

async function follow(address: string, options: PicturesOptions, signal: AbortSignal): Promise<Picture | undefined> {
  let next: string | undefined = address;
  for (let hop = 0; next !== undefined && hop <= options.hopsMax; hop += 1) {
    const url: URL = new URL(next);
    const response = await get(url, options, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) return pictureIn(response, options.bytesMax);
    response.destroy();
    const isMoved = [301, 302, 303, 307, 308].includes(statusCode);
    next = isMoved && headers.location !== undefined ? new URL(headers.location, url).href : undefined;
  }
  return undefined;
}

function get(url: URL, options: PicturesOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const { protocol, hostname } = url;
  if (protocol !== "http:" && protocol !== "https:") throw new Error("no picture is fetched that way");
  // An address in the place of a name is never looked up.
  const literal = hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal) !== 0 && !options.isAllowed(literal)) throw new Error("not a public address");
  const request = protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ protocol, hostname: literal, port: url.port, path: `${url.pathname}${url.search}`, signal },
        agent: false,
        lookup: checkedLookup(options.isAllowed),
        headers: { accept: "image/*", "user-agent": "Mozilla/5.0 (compatible; mail picture proxy)" },
      },
      resolve,
    );
    asked.on("error", reject);
    asked.end();
  });
}

/** Names are looked up here, and what was checked is what the socket connects to: nothing is asked twice. */
const checkedLookup =
  (isAllowed: PicturesOptions["isAllowed"]): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { all: true, verbatim: true })
      .then((found) => {
        const [first, ...others] = found.filter(({ address }) => isAllowed(address));
        if (first === undefined) throw new Error("not a public address");
        if (options.all === true) callback(null, [first, ...others]);
        else callback(null, first.address, first.family);
      })
      .catch((error: NodeJS.ErrnoException) => callback(error, ""));
  };

async function pictureIn(response: IncomingMessage, bytesMax: number): Promise<Picture | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > bytesMax) {
      response.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const raster = rasterOf(bytes);
  return raster === undefined ? undefined : { mime: raster.mime, bytes };
}
