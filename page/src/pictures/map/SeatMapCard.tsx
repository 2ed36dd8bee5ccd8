import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import SectionMessage from '@atlaskit/section-message';
import Textfield from '@atlaskit/textfield';
import { useId, useMemo, useState } from 'react';
import { sentenceOf } from '../../api/problems';
import { useMeanings } from '../../app/me';
import { exact } from '../../parts/format';
import type { Question } from '../../parts/question';
import { Strip } from '../../parts/Strip';
import { type SeatMapAnswer, useSeatMap } from '../asked';
import cards from '../PictureCard.module.css';
import { PictureTable } from '../PictureTable';
import { Legend } from './Legend';
import { daysOfMap, levelsOf, linesOf, partsOf } from './lines';
import { SeatMap } from './SeatMap';
import styles from './SeatMap.module.css';

interface SeatMapCardProps {
  question: Question;
  open: (developerId: string) => void;
}

/** The seat map with its words, ways to jump and to find somebody, and the table beside it. */
export function SeatMapCard({ question, open }: SeatMapCardProps) {
  const asked = useSeatMap(question);
  const [asTable, setAsTable] = useState(false);
  const heading = useId();
  const answer = asked.data;
  return (
    <section className={cards.card} aria-labelledby={heading}>
      <header className={cards.head}>
        <h2 id={heading} className={cards.title}>
          Seat map
        </h2>
        {answer !== undefined && !answer.freshness.complete ? <Lozenge appearance="inprogress">So far</Lozenge> : null}
        <span className={cards.space} />
        {(answer?.seat_map?.length ?? 0) > 0 ? (
          <Button onClick={() => setAsTable(!asTable)}>{asTable ? 'Map' : 'Table'}</Button>
        ) : null}
      </header>
      <p className={cards.explanation}>
        A line per developer, a cell per UTC day. Whoever was active last stands first, whoever drifted away below. A
        cell is as strong as the day was beside the developer’s own busiest one; nobody is drawn against anybody else.
      </p>
      {asked.isError && answer === undefined ? (
        <SectionMessage appearance="warning">{sentenceOf(asked.error)}</SectionMessage>
      ) : (
        <Body answer={answer} asTable={asTable} open={open} />
      )}
    </section>
  );
}

interface BodyProps {
  answer: SeatMapAnswer | undefined;
  asTable: boolean;
  open: (developerId: string) => void;
}

function Body({ answer, asTable, open }: BodyProps) {
  const meanings = useMeanings().data;
  const titles = useMemo(() => new Map(meanings?.states.map((state) => [state.key, state.title])), [meanings]);
  const lines = useMemo(() => linesOf(answer?.seat_map ?? []), [answer?.seat_map]);
  const days = useMemo(() => (answer?.map ? daysOfMap(answer.map) : null), [answer?.map]);
  const [sought, setSought] = useState({ at: 0, times: 0 });
  const [text, setText] = useState('');
  const found = useMemo(() => {
    const part = text.trim().toLocaleLowerCase();
    return part === '' ? lines : lines.filter((line) => line.name.toLocaleLowerCase().includes(part));
  }, [lines, text]);
  const offDays = useMemo(() => new Set(answer?.map?.off), [answer?.map]);
  if (answer === undefined || days === null) return <div className={cards.blank} />;
  const columns = answer.columns?.seat_map ?? [];
  return (
    <>
      <p className={cards.summary}>{answer.map?.summary}</p>
      {asTable ? (
        <PictureTable
          title="Seat map"
          columns={columns}
          rows={answer.seat_map ?? []}
          open={open}
          drawnAs={{
            state: (state) => titles.get(String(state)) ?? String(state),
            days: (signs) => <Strip levels={levelsOf(String(signs))} firstOn={days.firstOn} off={offDays} />,
          }}
        />
      ) : (
        <>
          <div className={styles.tools}>
            <div className={styles.find}>
              <Textfield
                isCompact
                aria-label="Find a developer on the map"
                placeholder="Find a name"
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
              />
            </div>
            {partsOf(found, days).map((part) => (
              <Button
                key={part.title}
                spacing="compact"
                onClick={() => setSought((before) => ({ at: part.first, times: before.times + 1 }))}
              >
                {`${part.title}: ${exact(part.count)}`}
              </Button>
            ))}
          </div>
          {found.length === 0 ? (
            <p>Nobody here has such a name.</p>
          ) : (
            <SeatMap
              lines={found}
              days={days}
              titleOf={(state) => titles.get(state) ?? state}
              open={open}
              sought={sought}
            />
          )}
          <Legend />
        </>
      )}
    </>
  );
}
