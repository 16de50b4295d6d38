/** What a schema was made by, in order. */
export type Migrations = readonly { readonly number: number; readonly name: string; readonly checksum: string }[];
