import type { Language } from '../language.ts'
import type { DisclosedElement, DisclosedService, DisclosureFacts } from './disclosure-facts.ts'
import type { Block, Cell, Line, Words } from './document.ts'
import { sourceLine } from './source-words.ts'

/** Every element of a service: Microsoft's words, that it is sent, whom it concerns; then the notes they share. */
export const elementsTable = (
  service: DisclosedService,
  facts: DisclosureFacts,
  language: Language,
  words: Words,
): Block[] => {
  if (service.elements.length === 0)
    return [{ kind: 'paragraph', lines: [{ text: words.t('reports.document.elements.none') }] }]
  const notes = notesOf(service)
  const translated = service.elements.some(({ texts }) => texts[language].ours)
  return [
    {
      kind: 'paragraph',
      lines: [
        {
          text: words.t(
            translated ? 'reports.document.elements.introTranslated' : 'reports.document.elements.intro',
            { edition: facts.edition.id },
          ),
        },
      ],
    },
    {
      kind: 'table',
      caption: words.t('reports.document.elements.caption', {
        service: words.t(`services.${service.service}.short`),
      }),
      columns: [
        { title: words.t('reports.document.column.element'), share: 11 },
        {
          title: words.t(`reports.document.column.${translated ? 'purposeTranslated' : 'purpose'}`),
          share: 14,
        },
        { title: words.t('reports.document.column.sent'), share: 8 },
        { title: words.t('reports.document.column.concerns'), share: 10 },
      ],
      rows: service.elements.map((element) => elementRow(element, notes, facts, language, words)),
    },
    { kind: 'heading', text: words.t('reports.document.notes.title') },
    { kind: 'notes', items: notes.map((key) => words.t(key)) },
  ]
}

/** Notes that several rows share are written once, under the table, in the order they are first needed. */
const notesOf = ({ elements }: DisclosedService): string[] => [
  ...new Set(
    elements.flatMap((element) => [
      element.directionNote,
      ...element.annotations,
      ...(isNoteTheSource(element) ? [] : [element.counts.why]),
    ]),
  ),
]

/** Of what cannot be counted the source says why: no note repeats it. */
const isNoteTheSource = ({ counts, populationSource }: DisclosedElement): boolean =>
  populationSource.grade === 'unverifiable' && populationSource.why === counts.why

const noteLine = (keys: string[], notes: string[], words: Words): Line => ({
  text: words.t('reports.document.notes.some', {
    count: keys.length,
    numbers: keys.map((key) => words.number(notes.indexOf(key) + 1)).join(', '),
  }),
  style: 'quiet',
})

const elementRow = (
  element: DisclosedElement,
  notes: string[],
  facts: DisclosureFacts,
  language: Language,
  words: Words,
): Cell[] => {
  const text = element.texts[language]
  const isProtocolKey = element.protocolKeys.includes(text.label)
  const otherKeys = element.protocolKeys.filter((key) => key !== text.label)
  return [
    [
      { text: text.label, style: isProtocolKey ? 'mono' : 'strong' },
      ...(otherKeys.length > 0 && otherKeys.join(', ') !== text.label
        ? [{ text: otherKeys.join(', '), style: 'mono' as const }]
        : []),
      { text: words.t(`catalogue.kinds.${element.kind}`), style: 'quiet' },
      { text: words.t(`catalogue.identifiability.${element.identifiability}`), style: 'quiet' },
    ],
    [
      { text: text.purpose },
      ...(text.ours
        ? [
            {
              text: words.t('reports.document.elements.ours', { purpose: element.texts.en.purpose }),
              style: 'quiet' as const,
            },
          ]
        : []),
      { text: words.t(`catalogue.directions.${element.direction}`), style: 'quiet' },
      noteLine([element.directionNote, ...element.annotations], notes, words),
    ],
    [sourceLine(element.sentSource, facts, words)],
    [
      ...populationLines(element, words),
      sourceLine(element.populationSource, facts, words),
      ...(isNoteTheSource(element) ? [] : [noteLine([element.counts.why], notes, words)]),
    ],
  ]
}

const populationLines = (element: DisclosedElement, words: Words): Line[] => {
  const counted = (['devices', 'people', 'administrators'] as const).flatMap((of): Line[] => {
    const count = element[of]
    return count === null
      ? []
      : [{ text: words.t(`reports.document.count.${of}`, { count }), style: 'figure' }]
  })
  if (counted.length > 0) return counted
  const { of } = element.counts
  if (isNoteTheSource(element)) return []
  return [
    {
      text: words.t(
        of === 'organisation' || of === 'none'
          ? `reports.document.count.${of}`
          : `reports.document.count.unknown.${of}`,
      ),
    },
  ]
}
