/** mail.md 4.3. Sizes in bytes unless the name says otherwise. */
export type ReadingLimits = {
  readonly depthMax: number;
  readonly partsMax: number;
  /** All header lines of all parts together. */
  readonly headerBytesMax: number;
  readonly headerLineBytesMax: number;
  readonly lineBytesMax: number;
  /** How far the end of the top header block is looked for. */
  readonly headerScanBytesMax: number;
  readonly addressesShownMax: number;
  readonly referencesMax: number;
  /** Of text and of HTML each. */
  readonly textCharactersMax: number;
  /** Encoded text kept while reading: text of the size above, all of it quoted. */
  readonly keptBytesMax: number;
  /** HTML longer than this may be what a thread dies of, so the rest is reported before. */
  readonly largeHtmlCharactersMax: number;
};

export const readingLimits: ReadingLimits = {
  depthMax: 50,
  partsMax: 1000,
  headerBytesMax: 262_144,
  headerLineBytesMax: 65_536,
  lineBytesMax: 1_048_576,
  headerScanBytesMax: 2_097_152,
  addressesShownMax: 500,
  referencesMax: 100,
  textCharactersMax: 5_242_880,
  keptBytesMax: 16_777_216,
  largeHtmlCharactersMax: 65_536,
};
