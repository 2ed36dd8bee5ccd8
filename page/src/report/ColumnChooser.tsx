import DropdownMenu, {
  DropdownItem,
  DropdownItemCheckbox,
  DropdownItemCheckboxGroup,
  DropdownItemGroup,
  DropdownItemRadio,
  DropdownItemRadioGroup,
} from '@atlaskit/dropdown-menu';
import { type Column, choosable, toggled } from './columns';
import type { useLayout } from './useLayout';

interface ColumnChooserProps {
  catalogue: readonly Column[];
  layout: ReturnType<typeof useLayout>;
}

/** Chooses columns and how close the rows stand; it is remembered for this person in this browser. */
export function ColumnChooser({ catalogue, layout }: ColumnChooserProps) {
  return (
    <DropdownMenu trigger="Columns" spacing="compact" shouldRenderToParent shouldFlip>
      <DropdownItemRadioGroup id="density" title="Rows">
        <DropdownItemRadio
          id="comfortable"
          isSelected={layout.density === 'comfortable'}
          onClick={() => layout.choose({ density: 'comfortable' })}
        >
          Comfortable
        </DropdownItemRadio>
        <DropdownItemRadio
          id="compact"
          isSelected={layout.density === 'compact'}
          onClick={() => layout.choose({ density: 'compact' })}
        >
          Compact
        </DropdownItemRadio>
      </DropdownItemRadioGroup>
      <DropdownItemGroup hasSeparator>
        <DropdownItem onClick={layout.reset}>The usual ones</DropdownItem>
      </DropdownItemGroup>
      <DropdownItemCheckboxGroup id="columns" title="Columns" hasSeparator>
        {choosable(catalogue).map((column) => (
          <DropdownItemCheckbox
            key={column.key}
            id={`column-${column.key}`}
            isSelected={layout.columns.includes(column.key)}
            onClick={() => layout.choose({ columns: toggled(layout.columns, column.key) })}
          >
            {column.title}
          </DropdownItemCheckbox>
        ))}
      </DropdownItemCheckboxGroup>
    </DropdownMenu>
  );
}
