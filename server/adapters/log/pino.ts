import { type DestinationStream, type Logger, pino, stdTimeFunctions } from "pino";
import type { Log } from "../../ports/log.ts";
import { stderrLines } from "./stderr.ts";

export type LogOptions = {
  readonly level?: "debug" | "info" | "warn" | "error" | "silent";
  /** Where the lines go; stderr unless given. */
  readonly write?: (line: string) => void;
  /** Longer lines are cut to their message (reliability.md 7.3). */
  readonly lineBytesMax?: number;
};

/** Never written, at whatever depth up to four (architecture.md 10). */
const SECRET_FIELDS = [
  ...["password", "oldPassword", "newPassword", "authorization", "Authorization", "cookie", "Cookie"],
  ...["token", "accessToken", "refreshToken", "secret", "key", '["set-cookie"]', '["x-csrf-token"]'],
];

/** JSON lines on stderr, one per event, written before the call returns while somebody reads them: a crash loses none. */
export function createLog(options: LogOptions = {}): Log {
  const lineBytesMax = options.lineBytesMax ?? 16_384;
  const sink = options.write === undefined ? stderrLines() : { write: options.write };
  const stream: DestinationStream = { write: (line) => sink.write(shortened(line, lineBytesMax)) };
  const logger = pino(
    {
      level: options.level ?? "info",
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: withReadableErrors },
      redact: { paths: SECRET_FIELDS.flatMap(atEveryDepth), censor: "[secret]" },
    },
    stream,
  );
  return wrap(logger);
}

function wrap(logger: Logger): Log {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    child: (fields) => wrap(logger.child(fields)),
  };
}

/** JSON shows nothing of an Error; and what libraries hang on theirs (a whole client with its password) is nobody's business. */
function withReadableErrors(fields: Record<string, unknown>): Record<string, unknown> {
  const readable = Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? told(value) : value]);
  return Object.fromEntries(readable);
}

/** An error with its causes, at most `depth` of them. */
function told(error: Error, depth = 4): object {
  const { name: type, message, stack, cause } = error;
  const code = "code" in error ? { code: error.code } : {};
  return {
    type,
    message,
    ...code,
    stack,
    ...(cause instanceof Error && depth > 0 ? { cause: told(cause, depth - 1) } : {}),
  };
}

function atEveryDepth(field: string): string[] {
  const step = field.startsWith("[") ? field : `.${field}`;
  return [field, `*${step}`, `*.*${step}`, `*.*.*${step}`];
}

function shortened(line: string, bytesMax: number): string {
  if (Buffer.byteLength(line) <= bytesMax) return line;
  const { level, time, msg } = JSON.parse(line);
  const message = String(msg).slice(0, Math.floor(bytesMax / 8));
  return `${JSON.stringify({ level, time, msg: message, cutBytes: Buffer.byteLength(line) })}\n`;
}
