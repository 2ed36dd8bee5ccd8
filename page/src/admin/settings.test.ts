import { describe, expect, it } from 'vitest';
import { Problem } from '../api/problems';
import { changesOf, type Meaning, refusalOf, sentOf, textOf, usualOf } from './settings';

const meaning = (kind: Meaning['kind'], key = 'limits.x', usual: Meaning['default'] = 1): Meaning => ({
  key,
  kind,
  title: '',
  explanation: '',
  default: usual,
  choices: [],
});

describe('the field of a setting', () => {
  it('shows shares in percent and money in whole units, and reads them back', () => {
    expect([textOf(meaning('share'), '0.15'), textOf(meaning('cents'), '4050')]).toEqual(['15', '40.5']);
    expect([
      sentOf(meaning('share'), '15'),
      sentOf(meaning('share'), '7,5 %'),
      sentOf(meaning('cents'), '40.50'),
    ]).toEqual(['0.15', '0.075', '4050']);
  });

  it('shows lists line by line, and takes commas as well', () => {
    expect(textOf(meaning('list'), 'a-*, b')).toBe('a-*\nb');
    expect(sentOf(meaning('list'), ' a-*\n\nb, c ')).toBe('a-*, b, c');
  });

  it('sends what is no number as it is: the service says what it takes', () => {
    expect([sentOf(meaning('share'), 'much'), sentOf(meaning('days'), '1.5'), sentOf(meaning('cents'), '')]).toEqual([
      'much',
      '1.5',
      '',
    ]);
  });

  it('says what it is unless somebody sets it', () => {
    const told = [
      meaning('share', 'a', 0.2),
      meaning('days', 'a', 14),
      meaning('flag', 'a', true),
      meaning('cents', 'a', null),
    ];
    expect(told.map(usualOf)).toEqual(['20 %', '14 days', 'on', 'not set']);
  });
});

describe('changes', () => {
  const days = meaning('days', 'limits.days', 14);
  const price = meaning('cents', 'money.price', null);
  const settings = [
    { key: 'limits.days', value: '14' },
    { key: 'money.price', value: '4000' },
  ];

  it('are what reads otherwise than it did', () => {
    expect(changesOf([days, price], settings, { 'limits.days': '14', 'money.price': '40' })).toEqual([]);
    expect(changesOf([days, price], settings, { 'limits.days': '21' })).toEqual([{ key: 'limits.days', value: '21' }]);
  });

  it('take back what is emptied, where it may be empty', () => {
    expect(changesOf([days, price], settings, { 'limits.days': '', 'money.price': ' ' })).toEqual([
      { key: 'limits.days', value: '' },
      { key: 'money.price', value: null },
    ]);
  });

  it('says what is refused in the words of the field', () => {
    const refused = new Problem(422, "limits.x cannot be '2': it takes a number up to 1.0.");
    const says = (kind: Meaning['kind']) =>
      (refusalOf({ ...meaning(kind), title: 'Low', at_least: 0, at_most: 1 }, refused) as Problem).says;
    expect(says('share')).toBe('“Low” takes a share from 0 to 100 %.');
    expect(says('cents')).toBe('“Low” takes an amount, such as 40 or 40.50.');
    expect(says('count')).toBe("“Low” cannot be '2': it takes a number up to 1.0.");
    const away = new Problem(503, 'Not just now.');
    expect([refusalOf(meaning('share'), away), refusalOf(meaning('share'), null)]).toEqual([away, null]);
  });
});
