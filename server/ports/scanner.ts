/** What a virus scanner says of a file. */
export type ScanResult =
  | { readonly kind: "clean" }
  | { readonly kind: "infected"; readonly signature: string }
  /** It could not be asked (`isAway`: nor could it be about another file), or could not say. */
  | { readonly kind: "error"; readonly text: string; readonly isAway: boolean };

/** Looks for viruses. Trouble of the scanner is a result; only what `bytes` throws is thrown. */
export interface Scanner {
  scan(bytes: AsyncIterable<Uint8Array>): Promise<ScanResult>;
}
