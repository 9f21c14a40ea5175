import type { Language } from '../language.ts'
import { told } from './disclosure.ts'
import { gapsSection } from './disclosure-closing.ts'
import type { DisclosedElement, DisclosedService, DisclosureFacts } from './disclosure-facts.ts'
import { legalBlocks } from './disclosure-legal.ts'
import { speaksOf } from './disclosure-summary.ts'
import type { Block, Line, ReportDocument, Section, Words } from './document.ts'
import { closing, framed, type Row } from './frame.ts'
import { isRead, standingLine } from './service-standing.ts'
import { sourceLine } from './source-words.ts'

/**
 * The part of a record of processing activities (GDPR Art. 30(1)) that is about sharing with Apple, from the same facts as
 * a disclosure report: for each service in use points (b), (c) and (f); recipients and transfers, (d) and (e), once for all;
 * and a plain word on what Pomona does not know, the security measures of point (g) among it.
 */
export const composeRecord = (
  facts: DisclosureFacts,
  language: Language,
  words: Words,
  factsSha256: string,
): ReportDocument => {
  const inUse = facts.services.filter(({ elements }) => elements.length > 0)
  return framed(facts, language, words, {
    title: words.t('reports.record.title'),
    titleOf: words.t('reports.record.titleOf', { organisation: facts.organisation.name }),
    about: [row('according', words, { text: words.t('reports.record.article') }), ...told(facts, words)],
    foot: words.t('reports.record.promise'),
    sections: [
      summary(facts, inUse, words),
      ...inUse.map((service) => activity(service, facts, language, words)),
      {
        title: words.t('reports.record.recipients'),
        newPage: false,
        blocks: [
          { kind: 'paragraph', lines: [{ text: words.t('reports.record.recipientsNote') }] },
          ...legalBlocks(facts, words),
        ],
      },
      {
        title: words.t('reports.record.security'),
        newPage: false,
        blocks: [
          {
            kind: 'notice',
            tone: 'quiet',
            title: words.t('reports.record.notHere'),
            lines: [{ text: words.t('reports.record.securityNote') }],
          },
        ],
      },
      gapsSection(facts, language, words),
      ...closing(facts, factsSha256, words),
    ],
  })
}

const row = (key: string, words: Words, ...lines: Line[]): Row => ({
  term: words.t(`reports.record.${key}`),
  lines,
})

const summary = (facts: DisclosureFacts, inUse: readonly DisclosedService[], words: Words): Section => ({
  title: words.t('reports.document.summary.title'),
  newPage: true,
  blocks: [
    ...speaksOf(facts, words),
    {
      kind: 'paragraph',
      lines: [
        {
          text: words.t('reports.record.headline', {
            organisation: facts.organisation.name,
            count: inUse.length,
          }),
          style: 'strong',
        },
        { text: words.t('reports.record.scope') },
      ],
    },
    {
      kind: 'table',
      caption: words.t('reports.record.activities'),
      columns: [
        { title: words.t('reports.record.activity'), share: 5 },
        { title: words.t('reports.record.fields'), share: 2, align: 'end' },
        { title: words.t('reports.record.adopted'), share: 3, align: 'end' },
        { title: words.t('reports.record.standing'), share: 6 },
      ],
      rows: facts.services.map((service) => [
        [{ text: words.t(`services.${service.service}.name`), style: 'strong' }],
        [
          isRead(service, facts)
            ? { text: words.number(service.elements.length), style: 'figure' }
            : { text: words.t('reports.document.notKnown'), style: 'quiet' },
        ],
        [{ text: words.number(adoptedIn(service).length), style: 'figure' }],
        [standingLine(service, facts, words)],
      ]),
    },
    { kind: 'contents', title: words.t('reports.document.contents') },
  ],
})

const adoptedIn = ({ elements }: DisclosedService): DisclosedElement[] =>
  elements.filter(({ review }) => review)

/** One processing activity: what goes to Apple through one service, of whom, for what and for how long. */
const activity = (
  service: DisclosedService,
  facts: DisclosureFacts,
  language: Language,
  words: Words,
): Section => ({
  title: words.t('reports.record.activityOf', { service: words.t(`services.${service.service}.name`) }),
  newPage: false,
  blocks: [
    {
      kind: 'definitions',
      rows: [
        row(
          'purposes',
          words,
          { text: words.t(`services.${service.service}.purpose`) },
          {
            text: words.t('reports.record.purposesNote'),
            style: 'quiet',
          },
        ),
        row('subjects', words, ...subjects(service, facts, words)),
        row(
          'bases',
          words,
          ...spread(service, facts, words, ({ review }) =>
            review
              ? [words.t(`reviews.basis.${review.basis}`), review.basisNote]
                  .filter((part) => part !== null)
                  .join(': ')
              : null,
          ),
        ),
        row('limits', words, ...spread(service, facts, words, ({ review }) => review?.retention ?? null)),
        row('assessments', words, ...spread(service, facts, words, ({ review }) => review?.dpia ?? null)),
      ],
    },
    categories(service, language, words),
  ],
})

const about = ['people', 'administrators', 'devices'] as const

/** Whom it concerns: of devices, the people who use them. */
const subjects = ({ elements }: DisclosedService, facts: DisclosureFacts, words: Words): Line[] =>
  about.flatMap((whose): Line[] => {
    const own = elements.filter((element) => element.whose === whose)
    const counted = own.find((element) => element[whose] !== null)
    if (own.length === 0) return []
    const count = counted?.[whose] ?? null
    return [
      {
        text:
          count === null
            ? words.t(`reports.record.of.${whose}`)
            : words.t(`reports.record.counted.${whose}`, { count }),
      },
      ...(counted ? [sourceLine(counted.populationSource, facts, words)] : []),
    ]
  })

/** What was adopted of the fields, once for those that say the same, and of how many nothing was. */
const spread = (
  { elements }: DisclosedService,
  facts: DisclosureFacts,
  words: Words,
  said: (element: DisclosedElement) => string | null,
): Line[] => {
  const groups = [...Map.groupBy(elements, said)].toSorted(
    ([a], [b]) => Number(a === null) - Number(b === null),
  )
  return groups.flatMap(([text, of]): Line[] => {
    const source = of[0]?.review?.source
    if (text === null)
      return [{ text: words.t('reports.record.notStated', { count: of.length }), style: 'quiet' }]
    return [
      { text: words.t('reports.record.stated', { text, count: of.length }) },
      ...(source ? [sourceLine(source, facts, words)] : []),
    ]
  })
}

/** Categories of personal data, with the fields of each. */
const categories = ({ service, elements }: DisclosedService, language: Language, words: Words): Block => ({
  kind: 'table',
  caption: words.t('reports.record.categories', { service: words.t(`services.${service}.short`) }),
  columns: [
    { title: words.t('reports.record.category'), share: 4 },
    { title: words.t('reports.record.about'), share: 3 },
    { title: words.t('reports.record.fieldNames'), share: 9 },
  ],
  rows: [...Map.groupBy(elements, ({ kind, whose }) => `${kind} ${whose}`).values()].map((of) => [
    [{ text: words.t(`catalogue.kinds.${of[0]?.kind}`), style: 'strong' }],
    [{ text: words.t(`catalogue.whose.${of[0]?.whose}`) }],
    [{ text: of.map(({ texts }) => texts[language].label).join(', ') }],
  ]),
})
