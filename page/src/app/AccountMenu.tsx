import DropdownMenu, {
  DropdownItem,
  DropdownItemGroup,
  DropdownItemRadio,
  DropdownItemRadioGroup,
} from '@atlaskit/dropdown-menu';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from './me';
import { useHome } from './place';
import type { Mode } from './theme';

const MODES: readonly (readonly [Mode, string])[] = [
  ['auto', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

/** Who is signed in, how the page looks, and the way out. */
export function AccountMenu() {
  const { theme, signIn, speak } = useHome();
  const me = useMe().data;
  const queries = useQueryClient();
  const [mode, setMode] = useState(theme.mode ?? 'auto');
  if (me === undefined) return null;
  const choose = (chosen: Mode): void => {
    setMode(chosen);
    void theme.choose(chosen);
  };
  const signOut = async (): Promise<void> => {
    await speak(new Request('/sign-out', { method: 'POST' }));
    await queries.resetQueries(); // nothing that was shown stays behind
  };
  return (
    <DropdownMenu
      trigger={me.kind === 'operator' ? 'Operator' : (me.display_name ?? me.name)}
      placement="bottom-end"
      spacing="compact"
    >
      <DropdownItemRadioGroup id="theme" title="Theme">
        {MODES.map(([key, title]) => (
          <DropdownItemRadio key={key} id={key} isSelected={mode === key} onClick={() => choose(key)}>
            {title}
          </DropdownItemRadio>
        ))}
      </DropdownItemRadioGroup>
      {signIn === null ? null : (
        <DropdownItemGroup>
          <DropdownItem onClick={() => void signOut()}>Sign out</DropdownItem>
        </DropdownItemGroup>
      )}
    </DropdownMenu>
  );
}
