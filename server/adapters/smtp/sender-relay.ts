/** The next hop. Whoever reads its URL refuses credentials without TLS (mail.md 11.6). */
export type Relay = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte, STARTTLS or nothing, STARTTLS if offered. */
  readonly tls: "implicit" | "required" | "offered";
  readonly credentials: { readonly user: string; readonly password: string } | undefined;
};
