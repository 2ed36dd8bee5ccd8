import Textfield from '@atlaskit/textfield';
import { type ChangeEvent, useEffect, useRef, useState } from 'react';

interface SearchProps {
  value: string;
  onSearch: (text: string) => void;
}

const PAUSE = 250;
const LONGEST = 200;

/** Looks for a part of a name or an address; asks once whoever types has paused. */
export function Search({ value, onSearch }: SearchProps) {
  const [text, setText] = useState(value);
  const asked = useRef(value);
  useEffect(() => {
    if (value !== asked.current) {
      asked.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = text;
      onSearch(text);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <Textfield
      aria-label="Search names and addresses"
      placeholder="Search names and addresses"
      isCompact
      type="search"
      width={260}
      maxLength={LONGEST}
      value={text}
      onChange={(event: ChangeEvent<HTMLInputElement>) => setText(event.target.value)}
    />
  );
}
