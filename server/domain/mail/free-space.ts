/** Below so many free bytes nothing large is taken in, so that what agents do can still be written. reliability.md 2.8 */
export const freeBytesFloor = (messageBytesMax: number): number => Math.max(134_217_728, 2 * messageBytesMax);
