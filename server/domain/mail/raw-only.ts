/** After so many readings that did not end, only the raw message is shown, and nothing is done with it by itself. mail.md 4.1 */
const crashesMax = 3;

/** Whether a mail has crashed its reader so often that it is shown to a person as it came, without another try. */
export const isRawOnly = ({ crashes }: { readonly crashes: number }): boolean => crashes >= crashesMax;
