import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import SectionMessage from '@atlaskit/section-message';
import { lazy, Suspense, useId, useState } from 'react';
import type { Schemas } from '../api/client';
import { sentenceOf } from '../api/problems';
import type { Question } from '../parts/question';
import { type PictureAnswer, type PictureName, usePicture } from './asked';
import styles from './PictureCard.module.css';
import { PictureTable } from './PictureTable';
import { SaveMenu } from './SaveMenu';

const VegaPicture = lazy(() => import('./VegaPicture'));

interface PictureCardProps {
  picture: Schemas['PictureSpec'];
  question: Question;
  open: (developerId: string) => void;
}

/** One picture with its title, what it says in a sentence, and the table beside it. */
export function PictureCard({ picture, question, open }: PictureCardProps) {
  const name = picture.name as PictureName;
  const asked = usePicture(name, question);
  const [asTable, setAsTable] = useState(false);
  const heading = useId();
  const answer = asked.data;
  const hasRows = (answer?.rows?.length ?? 0) > 0;
  return (
    <section className={styles.card} aria-labelledby={heading}>
      <header className={styles.head}>
        <h2 id={heading} className={styles.title}>
          {picture.title}
        </h2>
        {answer !== undefined && !answer.freshness.complete ? <Lozenge appearance="inprogress">So far</Lozenge> : null}
        <span className={styles.space} />
        {hasRows ? (
          <>
            <SaveMenu name={name} title={picture.title} question={question} />
            <Button onClick={() => setAsTable(!asTable)}>{asTable ? 'Picture' : 'Table'}</Button>
          </>
        ) : null}
      </header>
      <p className={styles.explanation}>{picture.explanation}</p>
      {asked.isError && answer === undefined ? (
        <SectionMessage appearance="warning">{sentenceOf(asked.error)}</SectionMessage>
      ) : (
        <Body answer={answer} asTable={asTable} picture={picture} open={open} />
      )}
    </section>
  );
}

interface BodyProps {
  answer: PictureAnswer | undefined;
  asTable: boolean;
  picture: Schemas['PictureSpec'];
  open: (developerId: string) => void;
}

function Body({ answer, asTable, picture, open }: BodyProps) {
  if (answer === undefined) return <div className={styles.blank} />;
  const words = answer.picture;
  // Before anything is known there are no words either; the page says what is being read.
  if (words === undefined || words === null) return <div className={styles.blank} />;
  const rows = answer.rows ?? [];
  return (
    <>
      <p className={styles.summary}>{words.summary}</p>
      {rows.length === 0 ? null : asTable ? (
        <PictureTable title={picture.title} columns={answer.columns?.rows ?? []} rows={rows} open={open} />
      ) : (
        <Suspense fallback={<div className={styles.blank} />}>
          <VegaPicture spec={picture.spec} rows={rows} says={words.summary} open={open} />
        </Suspense>
      )}
    </>
  );
}
