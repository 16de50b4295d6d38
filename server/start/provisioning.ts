import { createHmac } from "node:crypto";
import { type Provisioning, parseProvisioning } from "@postroom/contract";
import { system } from "../domain/agent/actor.ts";
import { provision } from "../operations/configuration/provision.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import type { Log } from "../ports/log.ts";
import type { Passwords } from "../ports/passwords.ts";
import { readProvisioningFile, skillExpressionProblem } from "../provisioning-file.ts";
import { StartRefused } from "../start-refused.ts";
import { provisionInput } from "../wire/provisioning.ts";
import { statusOf } from "../wire/status.ts";
import { withSecrets } from "./provisioned-secrets.ts";

/** Reads and checks the file; refuses with all its problems. Without a file: an empty one, that is, defaults and what is built in. */
export async function readProvisioning(file: string | undefined): Promise<Provisioning> {
  const read =
    file === undefined ? parseProvisioning({}, { skillExpressionProblem }) : await readProvisioningFile(file);
  if (read.ok) return withSecrets(read.provisioning);
  const problems = read.problems.map((problem) => (typeof problem === "string" ? problem : problem.message));
  throw new StartRefused(problems, 2);
}

/**
 * Makes the centre what the file says, unless it is the file that was applied last. Passwords are hashed only where the file has another
 * one than before, so a password that a user changed stays changed. Says whether something was applied.
 */
export async function applyProvisioning(
  performing: Performing,
  passwords: Passwords,
  file: Provisioning,
  options: { readonly isDefault: boolean },
): Promise<boolean> {
  const { store } = performing;
  const before = await store.read(async (reading) => ({
    secret: await reading.centre.secret(),
    fingerprint: await reading.centre.fingerprint(),
    hashes: await reading.users.provisionedHashes(),
  }));
  // A start without a file leaves what an earlier one made.
  if (options.isDefault && before.fingerprint !== "") return false;
  const fingerprint = createHmac("sha256", before.secret).update(JSON.stringify(file)).digest("hex");
  if (fingerprint === before.fingerprint) return false;
  const hashes = await changedPasswords(passwords, file, before.hashes);
  const applied = await performAsSystem(performing, {
    operation: provision,
    actor: system,
    input: provisionInput(file, fingerprint, hashes),
  });
  if (!applied.ok) throw new StartRefused(statusOf(applied.refusal).text.split("; "), 2);
  return true;
}

/** They work: whoever writes the file knows why. Told at every start, and never the password. reliability.md 7.3 */
export function warnOfShortPasswords({ agents, settings }: Provisioning, log: Log): void {
  const charactersMin = settings.passwordCharactersMin;
  for (const { userName, password } of agents) {
    if ([...password].length >= charactersMin) continue;
    log.warn({ userName }, `the provisioned password of ${userName} has fewer than ${charactersMin} characters`);
  }
}

async function changedPasswords(
  passwords: Passwords,
  file: Provisioning,
  known: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const changed = new Map<string, string>();
  for (const some of chunks(file.agents, 8)) {
    await Promise.all(
      some.map(async ({ userName, password }) => {
        const before = known.get(userName.toLowerCase());
        if (before !== undefined && (await passwords.verify(before, password))) return;
        changed.set(userName, await passwords.hash(password));
      }),
    );
  }
  return changed;
}

function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
