import { isNobodyAnyMore } from '../connection-life.ts'
import type { Language } from '../language.ts'
import { isStillSharing } from './disclosed-account.ts'
import type { DisclosedElement, DisclosedService, DisclosureFacts } from './disclosure-facts.ts'
import { isNoteTheSource, noteLine, notesOf } from './disclosure-notes.ts'
import type { Block, Cell, Line, Words } from './document.ts'
import { sourceLine } from './source-words.ts'

/**
 * Every element of a service: Microsoft's words, that it is sent, whom it concerns. Rows that Microsoft's page gives
 * under one heading for two services keep their words with the first one; the second says whom they concern there.
 */
export const elementBlocks = (
  service: DisclosedService,
  facts: DisclosureFacts,
  language: Language,
  words: Words,
): Block[] => {
  if (service.elements.length === 0)
    return [{ kind: 'paragraph', lines: [{ text: words.t('reports.document.elements.none') }] }]
  const described = describedBy(service, facts)
  return described === service
    ? describedElements(service, facts, language, words)
    : countedElements(service, described, facts, language, words)
}

const describedElements = (
  service: DisclosedService,
  facts: DisclosureFacts,
  language: Language,
  words: Words,
): Block[] => {
  const notes = notesOf(facts)
  const isTranslated = service.elements.some(({ texts }) => texts[language].ours)
  const intro = isTranslated ? 'introTranslated' : 'intro'
  const purpose = isTranslated ? 'purposeTranslated' : 'purpose'
  return [
    {
      kind: 'paragraph',
      lines: [{ text: words.t(`reports.document.elements.${intro}`, { edition: facts.edition.id }) }],
    },
    {
      kind: 'table',
      caption: captionOf(service, words),
      columns: [
        { title: words.t('reports.document.column.element'), share: 22 },
        { title: words.t(`reports.document.column.${purpose}`), share: 32 },
        { title: sentTitle(service, words), share: 25 },
        { title: words.t('reports.document.column.concerns'), share: 22 },
      ],
      rows: service.elements.map((element) => elementRow(element, service, notes, facts, language, words)),
    },
  ]
}

const countedElements = (
  service: DisclosedService,
  described: DisclosedService,
  facts: DisclosureFacts,
  language: Language,
  words: Words,
): Block[] => [
  {
    kind: 'paragraph',
    lines: [
      {
        text: words.t('reports.document.elements.sameRows', {
          service: words.t(`services.${described.service}.name`),
          own: words.t(`services.${service.service}.name`),
        }),
      },
    ],
  },
  {
    kind: 'table',
    caption: captionOf(service, words),
    columns: [
      { title: words.t('reports.document.column.element'), share: 12 },
      { title: words.t('reports.document.column.kind'), share: 10 },
      { title: sentTitle(service, words), share: 13 },
      { title: words.t('reports.document.column.concerns'), share: 16 },
    ],
    rows: service.elements.map((element) => [
      labelLines(element, language),
      [{ text: words.t(`catalogue.kinds.${element.kind}`), style: 'quiet' }],
      [sourceLine(element.sentSource, facts, words)],
      [...populationLines(element, service, words), sourceLine(element.populationSource, facts, words)],
    ]),
  },
]

/** Over a service that has ended nothing goes any more. */
const captionOf = (service: DisclosedService, words: Words): string =>
  words.t(`reports.document.elements.${captionFor(service)}`, {
    service: words.t(`services.${service.service}.short`),
  })

const captionFor = (service: DisclosedService) => {
  if (service.state === 'emptied') return 'captionEmptied'
  return isStillSharing(service.state) ? 'caption' : 'captionEnded'
}

const sentTitle = (service: DisclosedService, words: Words): string =>
  words.t(`reports.document.column.${isStillSharing(service.state) ? 'sent' : 'sentBefore'}`)

/** The first service whose rows of the page are the same: itself, where it shares them with none before it. */
const describedBy = (service: DisclosedService, { services }: DisclosureFacts): DisclosedService =>
  services.find((other) => rowsOf(other) === rowsOf(service)) ?? service

const rowsOf = ({ elements }: DisclosedService): string =>
  elements.map(({ group, key }) => `${group}/${key}`).join(' ')

const elementRow = (
  element: DisclosedElement,
  service: DisclosedService,
  notes: string[],
  facts: DisclosureFacts,
  language: Language,
  words: Words,
): Cell[] => {
  const text = element.texts[language]
  return [
    [
      ...labelLines(element, language),
      { text: words.t(`catalogue.kinds.${element.kind}`), style: 'quiet' },
      { text: words.t(`catalogue.identifiability.${element.identifiability}`), style: 'quiet' },
    ],
    [
      { text: text.purpose },
      ...(text.ours
        ? [
            {
              text: words.t('reports.document.elements.ours'),
              style: 'quiet' as const,
            },
            { text: element.texts.en.purpose, style: 'quiet' as const, language: 'en' as const },
          ]
        : []),
      { text: words.t(`catalogue.directions.${element.direction}`), style: 'quiet' },
      noteLine([element.directionNote, ...element.annotations], notes, words),
    ],
    [sourceLine(element.sentSource, facts, words)],
    [
      ...populationLines(element, service, words),
      sourceLine(element.populationSource, facts, words),
      ...(isNoteTheSource(element) ? [] : [noteLine([element.counts.why], notes, words)]),
    ],
  ]
}

/** The field's name on Microsoft's page, and the keys of Apple's protocol that differ from it. */
const labelLines = ({ texts, protocolKeys }: DisclosedElement, language: Language): Line[] => {
  const { label } = texts[language]
  const otherKeys = protocolKeys.filter((key) => key !== label).join(', ')
  return [
    { text: label, style: protocolKeys.includes(label) ? 'mono' : 'strong' },
    ...(otherKeys !== '' && otherKeys !== label ? [{ text: otherKeys, style: 'mono' as const }] : []),
  ]
}

/** A device without a serial number is counted by its licence, and no serial number of it is sent. */
const isAtMost = ({ annotations }: DisclosedElement): boolean =>
  annotations.includes('catalogue.annotations.userEnrolmentHasNoSerial')

const populationLines = (element: DisclosedElement, { state }: DisclosedService, words: Words): Line[] => {
  const counted = (['devices', 'people', 'administrators'] as const).flatMap((of): Line[] => {
    const count = element[of]
    if (count === null) return []
    if (isNobodyAnyMore(count, state)) return [{ text: words.t('inventory.noLonger') }]
    const number = words.t(`reports.document.count.${of}`, { count })
    return [
      {
        text: isAtMost(element) ? words.t('reports.document.count.atMost', { number }) : number,
        style: 'figure',
      },
    ]
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
