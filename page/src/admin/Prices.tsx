import { Asked } from '../parts/Asked';
import { Section } from '../parts/Section';
import { SaveBar } from './SaveBar';
import { SettingField } from './SettingField';
import { type Settings, useEdited, useSettings } from './useSettings';

/** What seats cost, and which tier a model is of. */
export function Prices() {
  return <Asked query={useSettings()}>{(found) => <Edit found={found} />}</Asked>;
}

function Edit({ found }: { found: Settings }) {
  const meanings = found.meanings.filter((one) => one.key.startsWith('money.') || one.key.startsWith('tiers.'));
  const edited = useEdited('prices', found, meanings);
  const currency = found.settings.find((one) => one.key === 'money.currency')?.value ?? '';
  const fields = (section: string) =>
    meanings
      .filter((one) => one.key.startsWith(section))
      .map((meaning) => (
        <SettingField
          key={meaning.key}
          meaning={meaning}
          setting={found.settings.find((one) => one.key === meaning.key)}
          edited={edited}
          {...(meaning.kind === 'cents' ? { unit: currency } : {})}
        />
      ));
  return (
    <>
      <Section
        level={2}
        title="Prices and models"
        says="What nobody entered is not invented: without a price savings are told in seats, not in money."
      />
      <Section title="Prices">
        <div>{fields('money.')}</div>
      </Section>
      <Section
        title="Model tiers"
        says={
          <p>
            Most models are known to the built-in table. Names written here are asked first; <code>*</code> stands for
            any letters. A model that nobody knows is listed in the report, never guessed.
          </p>
        }
      >
        <div>{fields('tiers.')}</div>
      </Section>
      <SaveBar edited={edited} />
    </>
  );
}
