import { z } from "zod";
import { bytes, count, seconds } from "./units.ts";

/** How much of one message is looked at; what lies beyond stays in the raw message. mail.md 4.3 */
export const readingSettings = {
  depthMax: count(50, "Depth of nested MIME parts.", { min: 1 }),
  partsMax: count(1_000, "MIME parts.", { min: 1 }),
  headerLinesMax: count(1_000, "Header lines.", { min: 1 }),
  headersBytesMax: bytes(262_144, "All headers.", { min: 1_024 }),
  headerBytesMax: bytes(65_536, "One header.", { min: 1_024 }),
  lineBytesMax: bytes(1_048_576, "One line.", { min: 1_024 }),
  addressesMax: count(500, "Addresses shown of one header.", { min: 1 }),
  referencesMax: count(100, "References kept.", { min: 1 }),
  referencesTriedMax: count(20, "Newest references that are looked up.", { min: 1 }),
  textBytesMax: bytes(5_242_880, "Text or HTML shown, each.", { min: 1_024 }),
  decodedRatioMax: count(3, "Decoded size of all parts, as a multiple of the raw size.", { min: 1, unit: "times" }),
  workerHeapBytesMax: bytes(268_435_456, "Heap of a reading worker.", { min: 67_108_864 }),
  cpuBudget: seconds(2, "Processor time of one message.", { min: 1 }),
  readingTimeout: seconds(10, "A worker that takes longer over one message is ended.", { min: 1 }),
  scanner: z
    .string()
    .regex(/^(?:\/[^\0]{1,100}|[A-Za-z0-9.-]{1,253}:\d{1,5}|\[[0-9A-Fa-f:.]{2,45}\]:\d{1,5})$/, {
      error: "expected host:port, or the path of a socket",
    })
    .optional()
    .meta({
      unit: "",
      description:
        "clamd that looks into attachments: `host:port`, or its socket. Unset: nobody does. What it cannot judge is in quarantine until it can.",
    }),
  scannerTimeout: seconds(60, "How long the scanner may take over one attachment.", { min: 1 }),
  scannerRetryFirst: seconds(
    60,
    "An attachment that the scanner could not judge is looked into again so much later, twice as late each time; while the scanner is away always so soon.",
    { min: 1 },
  ),
  scannerRetryMax: seconds(21_600, "Longest wait for that.", { min: 1 }),
  largeMessageBytes: bytes(10_485_760, "Messages above this size are read one at a time.", { min: 1_024 }),
};
