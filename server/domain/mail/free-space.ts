/** Below so many free bytes nothing large is taken in, so that what agents do can still be written. reliability.md 2.8 */
export const freeBytesFloor = (messageBytesMax: number): number => Math.max(134_217_728, 2 * messageBytesMax);

/** Held back on the disk, so that something can be given up when it is full. reliability.md 2.8 */
export const ballastBytes = 67_108_864;
/** So little counts as a full disk: the next large write fails. */
const fullBytes = 16_777_216;

type DiskNow = { readonly free: number; readonly floor: number; readonly hasBallast: boolean };

/** What is to be done with the ballast: given up on a full disk, made again above twice the floor. reliability.md 2.8 */
export function ballastStep({ free, floor, hasBallast }: DiskNow): "make" | "drop" | "keep" {
  if (hasBallast) return free < fullBytes ? "drop" : "keep";
  return free > 2 * floor + ballastBytes ? "make" : "keep";
}
