/** An e-mail address with its display name (empty when there is none). */
export type Address = { readonly name: string; readonly address: string };
