import TextField from '@atlaskit/textfield';
import { Field } from '../parts/Field';

interface ReasonFieldProps {
  reason: string;
  onChange: (reason: string) => void;
}

/** Why somebody decided so, for whoever reads the audit log. */
export function ReasonField({ reason, onChange }: ReasonFieldProps) {
  return (
    <Field label="Reason" hint="Stands in the audit log.">
      {({ id, describedBy }) => (
        <TextField
          id={id}
          value={reason}
          maxLength={500}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
