import type { Language } from '../language.ts'
import type { Block, Cell, Line, Section, Words } from './document.ts'
import type { ExtractDevice, ExtractFacts, ExtractSharing } from './extract-facts.ts'
import { overLines, spanLine, spanWords } from './extract-times.ts'
import { fieldNames } from './field-names.ts'
import { markOf, sourceLine } from './source-words.ts'

// What is told of fields: shared, not applicable or unknown, with why, when and over what.

/** What is shared comes first: a person must not have to look for it. */
const order: readonly ExtractSharing['status'][] = ['shared', 'unknown', 'notApplicable']

/** Fields of which the same is so share a row, within a status in the order of the services. */
export const sharingTable = (
  sharing: readonly ExtractSharing[],
  caption: string,
  facts: ExtractFacts,
  language: Language,
  words: Words,
): Block[] =>
  sharing.length === 0
    ? [{ kind: 'paragraph', lines: [{ text: words.t('reports.extract.noService') }] }]
    : [
        {
          kind: 'table',
          caption,
          columns: [
            { title: words.t('reports.extract.column.fields'), share: 11 },
            { title: words.t('reports.extract.column.sharing'), share: 11 },
            { title: words.t('reports.extract.column.when'), share: 9 },
          ],
          rows: sharing
            .toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
            .map((each) => sharingRow(each, facts, language, words)),
        },
      ]

const sharingRow = (
  { service, status, why, keys, spans, over, apart = [] }: ExtractSharing,
  facts: ExtractFacts,
  language: Language,
  words: Words,
): Cell[] => [
  [
    {
      ...fieldNames(keys.map((key) => ({ key, label: labelOf(service, key, facts, language) }))),
      style: 'strong',
    },
    { text: words.t(`services.${service}.name`), style: 'quiet' },
  ],
  [
    {
      text: words.t(`fieldSharing.status.${statusShown(status, spans)}`),
      style: 'strong',
      ...statusMark({ status, why }, facts, words),
    },
    { text: words.t(`fieldSharing.why.${why}`) },
    ...(over.length === 0 || apart.length > 0
      ? []
      : [
          {
            text: words.t('reports.extract.over', overWords(over)),
            style: 'quiet' as const,
          },
        ]),
  ],
  apart.length === 0 ? spans.map((span) => spanLine(span, words)) : overLines(apart, words),
]

/**
 * A connection that came back after it was gone is named once. Facts of an earlier time do not say when it went over which
 * of several.
 */
const overWords = (over: readonly string[]): { count: number; connections: string } => {
  const names = [...new Set(over)]
  return { count: names.length, connections: names.join(', ') }
}

/** What the page itself says is about others; all else that does not apply was not found by any reading. */
const byPage: ReadonlySet<ExtractSharing['why']> = new Set(['aboutOrganisation', 'aboutHolder'])

/** Of what is shared each time carries its own mark. */
const statusMark = (
  { status, why }: Pick<ExtractSharing, 'status' | 'why'>,
  { reading }: ExtractFacts,
  words: Words,
): Pick<Line, 'mark'> => {
  if (status === 'shared') return {}
  if (status === 'unknown') return { mark: markOf({ grade: 'unverifiable' }, words) }
  const grade = byPage.has(why) ? 'documented' : reading ? 'observed' : 'unverifiable'
  return { mark: markOf({ grade }, words) }
}

/** What was shared and no longer is is told apart. */
const statusShown = (
  status: ExtractSharing['status'],
  spans: ExtractSharing['spans'],
): ExtractSharing['status'] | 'was' =>
  status === 'shared' && spans.every(({ until }) => until !== null) ? 'was' : status

/** Their devices one by one, each for the time it was theirs. */
export const deviceSection = (facts: ExtractFacts, language: Language, words: Words): Section => ({
  title: words.t('reports.extract.devices.title'),
  newPage: false,
  blocks: [
    {
      kind: 'paragraph',
      lines: [
        {
          text: words.t(
            `reports.extract.devices.${facts.subject.kind === 'device' ? 'introAsked' : 'intro'}`,
          ),
        },
      ],
    },
    ...facts.devices.flatMap((device): Block[] => [
      { kind: 'heading', text: deviceName(device, words) },
      { kind: 'paragraph', lines: deviceLines(device, facts, words) },
      ...sharingTable(
        device.sharing,
        words.t('reports.extract.devices.caption', { device: deviceName(device, words) }),
        facts,
        language,
        words,
      ),
    ]),
  ],
})

const deviceName = ({ model, serial, name }: ExtractDevice, words: Words): string =>
  [model, serial ?? name ?? words.t('reports.extract.devices.noSerial')]
    .filter((part) => part !== null)
    .join(', ')

const deviceLines = ({ name, serial, held }: ExtractDevice, facts: ExtractFacts, words: Words): Line[] => [
  ...(held ? [{ text: words.t('reports.extract.devices.held', { span: spanWords(held, words) }) }] : []),
  ...(name !== null && serial !== null ? [{ text: words.t('reports.extract.devices.named', { name }) }] : []),
  ...(held ? [sourceLine(held.source, facts, words)] : []),
]

const labelOf = (
  service: ExtractSharing['service'],
  key: string,
  { fields }: ExtractFacts,
  language: Language,
): string =>
  fields.find((field) => field.service === service && field.key === key)?.texts[language].label ?? key
