import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { connect } from "node:net";
import { basic, type Client } from "./http.ts";

/** Attaches a file to the e-mail at `path`; resolves with the document's id. Fails unless it was done. */
export async function attach(client: Client, path: string, file: Attached): Promise<string> {
  const { status, body, text } = await client.send("POST", `${path}/attachments`, { body: formOf(file) });
  assert.equal(status, 200, text);
  return String(body["documentId"]);
}

export type Attached = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly name?: string;
  readonly type?: string;
  readonly fields?: Readonly<Record<string, string>>;
};

export function formOf({ bytes, name = "a.bin", type = "application/octet-stream", fields = {} }: Attached): FormData {
  const form = new FormData();
  form.append("attachment", new Blob([bytes], { type }), name);
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  return form;
}

/** Bytes that nothing compresses and no other test has. */
export const someBytes = (size: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(size));

export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The hash of what is downloaded, read as it comes. */
export async function downloadedHash(http: string, userName: string, path: string): Promise<string> {
  const response = await fetch(`${http}/api/v2${path}`, {
    headers: { authorization: basic(userName, `${userName}-demo-1`) },
  });
  assert.equal(response.status, 200);
  const hash = createHash("sha256");
  for await (const chunk of response.body ?? []) hash.update(chunk);
  return hash.digest("hex");
}

/** Sends the first `length` bytes of an upload of `bytes`, never the last one. Resolves with how to break the connection. */
export async function beginUpload(
  http: string,
  path: string,
  { userName, bytes, length }: { readonly userName: string; readonly bytes: Uint8Array; readonly length: number },
): Promise<() => void> {
  const disposition = 'Content-Disposition: form-data; name="attachment"; filename="cut.bin"';
  const body = Buffer.concat([Buffer.from(`--cut\r\n${disposition}\r\n\r\n`), bytes, Buffer.from("\r\n--cut--\r\n")]);
  const head = [
    `POST /api/v2${path}/attachments HTTP/1.1`,
    "Host: a",
    `Authorization: ${basic(userName, `${userName}-demo-1`)}`,
    "Content-Type: multipart/form-data; boundary=cut",
    `Content-Length: ${body.length}`,
  ];
  const { hostname, port } = new URL(http);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  const sent = Math.min(length, body.length - 1);
  await new Promise<void>((resolve) => {
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    socket.write(body.subarray(0, sent), () => resolve());
  });
  return () => socket.destroy();
}
