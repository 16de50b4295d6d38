/** What a virus scanner says of a file. */
export type ScanResult =
  | { readonly kind: "clean" }
  | { readonly kind: "infected"; readonly signature: string }
  | { readonly kind: "error"; readonly text: string; readonly trouble: ScanTrouble };

/** It could not be asked (`away`: nor could it be about another file), gave no answer in time, or could not say. */
export type ScanTrouble = "away" | "late" | "unclear";

/** Looks for viruses. Trouble of the scanner is a result; only what `bytes` throws is thrown. */
export interface Scanner {
  scan(bytes: AsyncIterable<Uint8Array>): Promise<ScanResult>;
}
