import type { Language } from '../language.ts'
import type { Block, Cell, Line, Section, Words } from './document.ts'
import type { ExtractDevice, ExtractFacts, ExtractField, ExtractSharing } from './extract-facts.ts'
import { markOf, sourceLine } from './source-words.ts'

// What is told of fields: shared, not applicable or unknown, with why, when and over what.

/** Fields of which the same is so share a row, in the order of the services. */
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
          rows: sharing.map((each) => sharingRow(each, facts, language, words)),
        },
      ]

const sharingRow = (
  { service, status, why, keys, spans, over }: ExtractSharing,
  facts: ExtractFacts,
  language: Language,
  words: Words,
): Cell[] => [
  [
    { text: keys.map((key) => labelOf(service, key, facts, language)).join(', '), style: 'strong' },
    { text: words.t(`services.${service}.name`), style: 'quiet' },
  ],
  [
    { text: words.t(`fieldSharing.status.${statusShown(status, spans)}`), style: 'strong' },
    { text: words.t(`fieldSharing.why.${why}`) },
    ...(over.length === 0
      ? []
      : [
          {
            text: words.t('reports.extract.over', { count: over.length, connections: over.join(', ') }),
            style: 'quiet' as const,
          },
        ]),
  ],
  spans.flatMap((span): Line[] => [{ text: spanWords(span, words), mark: markOf(span.source, words) }]),
]

/** What was shared and no longer is is told apart. */
const statusShown = (
  status: ExtractSharing['status'],
  spans: ExtractSharing['spans'],
): ExtractSharing['status'] | 'was' =>
  status === 'shared' && spans.every(({ until }) => until !== null) ? 'was' : status

type Time = { since: string; isAtLeast: boolean; until: string | null }

const spanWords = ({ since, isAtLeast, until }: Time, words: Words): string => {
  const from = words.t(`reports.extract.${isAtLeast ? 'fromAtLeast' : 'from'}`, {
    at: words.date(since, 'day'),
  })
  return until === null
    ? words.t('reports.extract.untilNow', { from })
    : words.t('reports.extract.until', { from, until: words.date(until, 'day') })
}

/** Their devices one by one, each for the time it was theirs. */
export const deviceSection = (facts: ExtractFacts, language: Language, words: Words): Section => ({
  title: words.t('reports.extract.devices.title'),
  newPage: false,
  blocks: [
    { kind: 'paragraph', lines: [{ text: words.t('reports.extract.devices.intro') }] },
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

/** What the services that any of it goes over are for. */
export const purposes = (facts: ExtractFacts, words: Words): Block => ({
  kind: 'definitions',
  rows: [...new Set(concerned(facts).map(({ service }) => service))].map((service) => ({
    term: words.t(`services.${service}.name`),
    lines: [
      { text: words.t(`services.${service}.purpose`) },
      { text: words.t(`services.${service}.alsoKnownAs`), style: 'quiet' },
    ],
  })),
})

/** The fields that are or were shared about the person or a device of theirs, or of which that is unknown. */
export const concerned = ({ fields, own, devices }: ExtractFacts): ExtractField[] => {
  const told = [...own, ...devices.flatMap(({ sharing }) => sharing)]
  const keys = new Set(
    told.flatMap(({ service, status, keys }) =>
      status === 'notApplicable' ? [] : keys.map((key) => `${service}/${key}`),
    ),
  )
  return fields.filter(({ service, key }) => keys.has(`${service}/${key}`))
}

const servicesOf = (group: ExtractField['group'], facts: ExtractFacts, words: Words): string =>
  [
    ...new Set(
      concerned(facts)
        .filter((field) => field.group === group)
        .map(({ service }) => service),
    ),
  ]
    .map((service) => words.t(`services.${service}.name`))
    .join(', ')

/** What each of these fields is, in Microsoft's words: once for services that share them. */
export const fieldsTable = (facts: ExtractFacts, language: Language, words: Words): Block[] => {
  const once = [...new Map(concerned(facts).map((field) => [`${field.group}/${field.key}`, field])).values()]
  if (once.length === 0) return []
  return [
    {
      kind: 'table',
      caption: words.t('reports.extract.fields.caption'),
      columns: [
        { title: words.t('reports.document.column.element'), share: 9 },
        { title: words.t('reports.document.column.purpose'), share: 15 },
        { title: words.t('reports.document.column.kind'), share: 8 },
      ],
      rows: once.map(({ texts, kind, group }): Cell[] => {
        const text = texts[language]
        return [
          [
            { text: text.label, style: 'strong' },
            { text: servicesOf(group, facts, words), style: 'quiet' },
          ],
          [
            { text: text.purpose },
            sourceLine({ grade: 'documented', edition: text.edition, row: text.row }, facts, words),
          ],
          [{ text: words.t(`catalogue.kinds.${kind}`) }],
        ]
      }),
    },
  ]
}
