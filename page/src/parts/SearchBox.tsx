import Textfield from '@atlaskit/textfield';
import { useEffect, useState } from 'react';

interface SearchBoxProps {
  label: string;
  onSearch: (text: string) => void;
}

const PAUSE = 250;

/** Looks for a part of a name; asks once whoever types has paused. */
export function SearchBox({ label, onSearch }: SearchBoxProps) {
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => onSearch(text.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <div style={{ flex: '0 1 18rem' }}>
      <Textfield
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={200}
        isCompact
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </div>
  );
}
