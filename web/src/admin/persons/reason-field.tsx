import { Field } from "../field.tsx";

type Props = { readonly label: string; readonly hint: string | undefined; readonly isFixed: boolean };

/** Why somebody is erased or kept. */
export const ReasonField = ({ label, hint, isFixed }: Props) => (
  <Field label={label} path="reason" problems={[]} hint={hint}>
    {(control) => <input {...control} name="reason" required maxLength={500} dir="auto" readOnly={isFixed} />}
  </Field>
);
