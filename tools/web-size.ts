import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { root } from "./root.ts";

// npm run web:size: what browsers load of the desktop, compressed, from Vite's manifest. One JSON line per number; a miss fails. desktop.md 11

const chunk = z.object({
  file: z.string(),
  isEntry: z.boolean().optional(),
  imports: z.array(z.string()).optional(),
});
const dist = join(root, "web/dist");
const manifest = z.record(z.string(), chunk).parse(JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8")));

const kibibytes = (files: ReadonlySet<string>): number => {
  const bytes = [...files]
    .filter((file) => file.endsWith(".js"))
    .map((file) => readFileSync(join(dist, `${file}.gz`)).length);
  return Math.round((bytes.reduce((sum, one) => sum + one, 0) / 1024) * 10) / 10;
};

/** A chunk with everything that it imports at once. */
function loaded(key: string, seen = new Set<string>()): ReadonlySet<string> {
  const found = manifest[key];
  if (found === undefined || seen.has(found.file)) return seen;
  seen.add(found.file);
  for (const imported of found.imports ?? []) loaded(imported, seen);
  return seen;
}

const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry === true) ?? "index.html";
const first = loaded(entry);
const beyond = (key: string): ReadonlySet<string> => loaded(key).difference(first);
const all = new Set(Object.values(manifest).map(({ file }) => file));
const languages = Object.keys(manifest).filter((key) => key.startsWith("src/i18n/"));

const numbers = [
  { gate: "web.firstLoad", kib: kibibytes(first), max: 220 },
  { gate: "web.wallboard", kib: kibibytes(beyond("src/supervisor/supervisor.tsx")), max: 45 },
  { gate: "web.admin", kib: kibibytes(beyond("src/admin/admin.tsx")), max: 110 },
  { gate: "web.composer", kib: kibibytes(beyond("src/composer/at-draft.tsx")), max: 85 },
  ...languages.map((key) => ({ gate: `web.language.${key.slice(-7, -5)}`, kib: kibibytes(beyond(key)), max: 20 })),
  { gate: "web.all", kib: kibibytes(all), max: 480 },
];
for (const { gate, kib, max } of numbers) {
  const isMet = kib > 0 && kib <= max;
  console.log(JSON.stringify({ gate, kib, max, isMet }));
  if (!isMet) process.exitCode = 1;
}
