import Select from '@atlaskit/select';
import { Field } from '../parts/Field';
import { MODES, type Mode } from './modes';

interface HowOpenProps {
  roles: readonly string[];
  /** The roles to choose from; null while they are not known. */
  offered: readonly string[] | null;
  /** Why they cannot be had. */
  refused: string | null;
  onRoles: (roles: readonly string[]) => void;
  mode: Mode | null;
  onMode: (mode: Mode | null) => void;
}

const AS_SITE = { value: null as Mode | null, label: 'As the site' };
const CHOICES = [AS_SITE, ...MODES.map((one) => ({ value: one.key as Mode | null, label: one.title }))];

/** By which rule somebody is a member, and how the project narrows the site's mode. */
export function HowOpen({ roles, offered, refused, onRoles, mode, onMode }: HowOpenProps) {
  const options = [...new Set([...(offered ?? []), ...roles])].map((name) => ({ value: name, label: name }));
  return (
    <>
      <Field
        label="Its members are the people in these roles"
        hint={refused ?? 'None chosen: whoever can be assigned issues.'}
      >
        {({ id }) => (
          <Select
            inputId={id}
            isMulti
            isLoading={offered === null && refused === null}
            options={options}
            value={options.filter((one) => roles.includes(one.value))}
            onChange={(chosen) => onRoles(chosen.map((one) => one.value))}
            placeholder="Whoever can be assigned issues"
            menuPosition="fixed"
          />
        )}
      </Field>
      <Field label="Mode" hint="A project may only narrow what the site allows: both hold.">
        {({ id }) => (
          <Select
            inputId={id}
            options={CHOICES}
            value={CHOICES.find((one) => one.value === mode) ?? AS_SITE}
            onChange={(one) => onMode(one?.value ?? null)}
            menuPosition="fixed"
          />
        )}
      </Field>
    </>
  );
}
