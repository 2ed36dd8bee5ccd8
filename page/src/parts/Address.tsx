import { Fragment } from 'react';

/** An address, with places where a line may break: after an @ or _, before a dot. */
export function Address({ text }: { text: string | null | undefined }) {
  const parts = (text ?? '').split(/(?<=[@_])|(?=\.)/);
  return (
    <bdi>
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same part may stand twice, and none ever moves
        <Fragment key={place}>
          {place > 0 ? <wbr /> : null}
          {part}
        </Fragment>
      ))}
    </bdi>
  );
}
