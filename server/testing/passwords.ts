import { createPasswords } from "../adapters/passwords/argon2.ts";
import type { Passwords } from "../ports/passwords.ts";

const argon2 = createPasswords();
const hashes = new Map<string, Promise<string>>();
const verified = new Map<string, Promise<boolean>>();

/** Real hashes, each made and each verified once in a process: they are the dearest part of a centre. */
export const passwords: Passwords = {
  hash: (password) => onceIn(hashes, password, () => argon2.hash(password)),
  verify: (hash, password) => onceIn(verified, `${hash} ${password}`, () => argon2.verify(hash, password)),
};

function onceIn<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}
