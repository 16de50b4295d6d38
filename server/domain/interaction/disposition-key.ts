/** The key of user data that holds an e-mail's disposition, as the workspace names it. wire.md 5.15 */
export const dispositionKey = (workspace: Readonly<Record<string, string | undefined>>): string =>
  workspace["interaction.disposition.key-name"] ?? "DispositionCode";
