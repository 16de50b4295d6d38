import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { startHttp } from "../../adapters/http/http.fixture.ts";
import { createResolver, fromRecords } from "../../adapters/verdicts/resolver.ts";
import { configurationSchema } from "../../config-options.ts";
import { createExaminer } from "../../start/doctor/examiner.ts";
import { atEnd } from "../../testing/at-end.ts";
import { testCentre } from "../../testing/centre.ts";
import { testCertificate } from "../../testing/certificate.ts";

/** A server that looks at its own machine with the doctor, and at a DNS of the test's own. */
export async function startExamined(
  t: TestContext,
  file: object,
  options: Readonly<Record<string, unknown>> = {},
  records: Readonly<Record<string, string[][] | string[]>> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), "postroom-examined-"));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  const data = join(folder, "data");
  await mkdir(data, { recursive: true, mode: 0o700 });
  await writeFile(`${data}.key`, `test ${Buffer.alloc(32, 7).toString("base64")}\n`, { mode: 0o400 });
  const centre = await testCentre(t, file);
  const examiner = createExaminer(configurationSchema.parse({ data, ...options }), {
    ...{ store: centre.performing.store, clock: centre.clock },
    ...{ ask: createResolver({ ask: fromRecords(records) }), authorities: [testCertificate.cert] },
  });
  return startHttp(t, { centre, options: { examiner } });
}
