import Textfield from '@atlaskit/textfield';
import { Field } from '../parts/Field';

interface KeyFieldProps {
  value: string;
  onChange: (value: string) => void;
  error: unknown;
}

/** Where a key of Cursor is typed: hidden, and kept by no browser. */
export function KeyField({ value, onChange, error }: KeyFieldProps) {
  return (
    <Field
      label="Admin API key"
      hint="A Cursor team admin makes one in the Cursor dashboard, under API Keys."
      error={error}
    >
      {({ id, describedBy }) => (
        <Textfield
          id={id}
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={value}
          isInvalid={error !== null}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
