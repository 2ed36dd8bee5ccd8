import DropdownMenu, {
  DropdownItem,
  DropdownItemCheckbox,
  DropdownItemCheckboxGroup,
  DropdownItemGroup,
} from '@atlaskit/dropdown-menu';
import { toggled } from './columns';

interface FilterProps {
  title: string;
  meanings: readonly { key: string; title: string; explanation: string }[];
  counts: Readonly<Record<string, number>>;
  chosen: readonly string[];
  onChoose: (keys: string[]) => void;
}

/** Chooses among states, or among signals; each says of how many it is true here. */
export function Filter({ title, meanings, counts, chosen, onChoose }: FilterProps) {
  const known = meanings.filter((one) => (counts[one.key] ?? 0) > 0 || chosen.includes(one.key));
  return (
    <DropdownMenu
      trigger={chosen.length === 0 ? title : `${title}: ${chosen.length}`}
      spacing="compact"
      shouldRenderToParent
      shouldFlip
    >
      <DropdownItemCheckboxGroup id={title} title={title}>
        {known.map((one) => (
          <DropdownItemCheckbox
            key={one.key}
            id={`${title}-${one.key}`}
            isSelected={chosen.includes(one.key)}
            onClick={() => onChoose(toggled(chosen, one.key))}
          >
            {`${one.title} (${counts[one.key] ?? 0})`}
          </DropdownItemCheckbox>
        ))}
      </DropdownItemCheckboxGroup>
      <DropdownItemGroup hasSeparator>
        <DropdownItem isDisabled={chosen.length === 0} onClick={() => onChoose([])}>
          All of them
        </DropdownItem>
      </DropdownItemGroup>
    </DropdownMenu>
  );
}
