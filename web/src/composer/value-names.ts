/** What field codes may name. wire.md 9 */
export const valueNames: readonly string[] = [
  ...["Contact.FirstName", "Contact.LastName", "Contact.FullName", "Contact.EmailAddress"],
  ...["Agent.FirstName", "Agent.FullName", "Agent.EmailAddress", "Agent.Signature"],
  ...["Interaction.Subject", "Interaction.Id", "Interaction.DateReceived"],
];
