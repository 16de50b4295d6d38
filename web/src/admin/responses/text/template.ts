/** A standard response as GWS prints it, as far as it is written here. wire.md 9 */
export type TemplateResource = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly language: string;
  readonly shortcut?: string;
  readonly subject: string;
  readonly body: string;
  readonly approved: boolean;
  readonly startTime?: string;
  readonly expirationTime?: string;
  readonly attachments: readonly { readonly id: string; readonly name: string }[];
};
