import type { Language } from '../language.ts'
import { isStillSharing, sharedUntil, statedOfAccount } from './disclosed-account.ts'
import type { DisclosedService, DisclosureFacts } from './disclosure-facts.ts'
import { licencesLeftLines } from './disclosure-gaps.ts'
import { loudNotices } from './disclosure-loud.ts'
import { speaksOf } from './disclosure-summary.ts'
import type { Block, Cell, Line, Section, Words } from './document.ts'
import { fieldNames } from './field-names.ts'
import { fieldsInWords } from './fields-in-words.ts'
import type { Row } from './frame.ts'
import { isRead, standingLine } from './service-standing.ts'
import { markOf, sourceLine } from './source-words.ts'

// What the record of a controller (GDPR Art. 30(1)) and that of a processor (Art. 30(2)) are both made of.

/** Services that data went over or may have: each is an activity of its own. */
export const servicesInUse = ({ services }: DisclosureFacts): DisclosedService[] =>
  services.filter(({ elements }) => elements.length > 0)

/** What goes on over a service: it shares, Apple holds what went over it until its token was gone, or it has ended. */
export const standingOf = ({ state }: DisclosedService): 'of' | 'held' | 'ended' => {
  if (isStillSharing(state)) return 'of'
  return state === 'disabled' || state === 'emptied' ? 'held' : 'ended'
}

/** How many of these activities stand so: what went over the ended ones stays on record. */
export const activityCounts = (
  inUse: readonly DisclosedService[],
): { count: number; held: number; ended: number } => {
  const countOf = (standing: string) => inUse.filter((service) => standingOf(service) === standing).length
  return { count: countOf('of'), held: countOf('held'), ended: countOf('ended') }
}

/** What a service is for, in Pomona's words: Microsoft's page gives purposes of fields alone. */
export const purposeLine = ({ service }: DisclosedService, words: Words): Line => ({
  text: words.t(`services.${service}.purpose`),
})

/** Rows of one record, by the keys of its words. */
export const rowsOf =
  (record: 'record' | 'processing', words: Words) =>
  (key: string, ...lines: Line[]): Row => ({ term: words.t(`reports.${record}.${key}`), lines })

type Beside = { title: string; cell: (service: DisclosedService) => Cell }

type Summarised = { headline: string; scope: string; caption: string; activity: string; beside?: Beside[] }

/** What a record says in one minute, before its contents. */
export const recordSummary = (
  facts: DisclosureFacts,
  words: Words,
  { headline, scope, ...activities }: Summarised,
): Section => ({
  title: words.t('reports.document.summary.title'),
  newPage: true,
  blocks: [
    ...speaksOf(facts, words),
    { kind: 'paragraph', lines: [{ text: headline, style: 'strong' }, { text: scope }] },
    ...loudNotices(facts, words),
    activitiesTable(facts, words, activities),
    { kind: 'contents', title: words.t('reports.document.contents') },
  ],
})

/** Every service with how many fields go over it, what a record says `beside`, and how it stands. */
const activitiesTable = (
  facts: DisclosureFacts,
  words: Words,
  { caption, activity, beside = [] }: Omit<Summarised, 'headline' | 'scope'>,
): Block => ({
  kind: 'table',
  caption,
  columns: [
    { title: activity, share: 5 },
    { title: words.t('reports.record.fields'), share: 2, align: 'end' },
    ...beside.map(({ title }) => ({ title, share: 3, align: 'end' as const })),
    { title: words.t('reports.record.standing'), share: 6 },
  ],
  rows: facts.services.map((service) => [
    [{ text: words.t(`services.${service.service}.name`), style: 'strong' }],
    [
      isRead(service, facts)
        ? { text: words.number(service.elements.length), style: 'figure' }
        : { text: words.t('reports.document.notKnown'), style: 'quiet' },
    ],
    ...beside.map(({ cell }) => cell(service)),
    [standingLine(service, facts, words)],
  ]),
})

const about = ['people', 'administrators', 'devices'] as const

/** Whom it concerns: of devices, the people who use them. */
export const subjectLines = (service: DisclosedService, facts: DisclosureFacts, words: Words): Line[] => {
  if (!isStillSharing(service.state)) return [{ text: words.t('reports.record.noLonger') }]
  // Of apps, people hold licences of their own: they are not those who use the devices that are counted.
  const hasHolders = service.elements.some(({ whose }) => whose === 'people')
  const people = hasHolders ? null : (service.people?.value ?? null)
  return about.flatMap((whose): Line[] => {
    const own = service.elements.filter((element) => element.whose === whose)
    const counted = own.find((element) => element[whose] !== null)
    if (own.length === 0) return []
    const count = counted?.[whose] ?? null
    if (!counted || count === null)
      return [{ text: words.t(`reports.record.of.${whose}`), mark: markOf({ grade: 'unverifiable' }, words) }]
    const number =
      whose === 'devices' && people !== null
        ? words.t('reports.record.counted.devicesOf', { count, people })
        : words.t(`reports.record.counted.${whose}`, { count })
    // A field of which nobody knows whom it concerns may concern others than those that were counted.
    const isAtLeast = own.some((element) => element[whose] === null)
    return [
      { text: isAtLeast ? words.t('reports.record.atLeast', { number }) : number },
      sourceLine(counted.populationSource, facts, words),
    ]
  })
}

/**
 * Of each connection that nothing goes over any more: until when and about how many something did, what became of its
 * account, and what was left behind. Apple may hold all of it.
 */
export const endedLines = (
  { service, connections }: DisclosedService,
  facts: DisclosureFacts,
  words: Words,
): Line[] =>
  connections.flatMap((connection): Line[] => {
    const state = connection.state.value
    if (isStillSharing(state)) return []
    const ending = facts.offboardings.find(
      (each) => each.service === service && each.connectionName === connection.name && !each.hasReturned,
    )
    return [
      { text: connection.name, style: 'strong' },
      { text: words.t(`states.${state}`), state },
      ...sharedUntil(connection, words),
      ...statedOfAccount(connection, words),
      sourceLine(connection.state.source, facts, words),
      ...(ending ? licencesLeftLines(ending, facts, words) : []),
    ]
  })

/** Categories of personal data, with the fields of each. */
export const categoriesTable = (
  { elements }: DisclosedService,
  caption: string,
  language: Language,
  words: Words,
): Block => ({
  kind: 'table',
  caption,
  columns: [
    { title: words.t('reports.record.category'), share: 4 },
    { title: words.t('reports.record.about'), share: 3 },
    { title: words.t('reports.record.fieldNames'), share: 9 },
  ],
  rows: [...Map.groupBy(elements, ({ kind, whose }) => `${kind} ${whose}`).values()].map((of) => [
    [{ text: words.t(`catalogue.kinds.${of[0]?.kind}`), style: 'strong' }],
    [{ text: words.t(`catalogue.whose.${of[0]?.whose}`) }],
    [
      {
        ...fieldNames(of.map(({ key, texts }) => ({ key, label: texts[language].label }))),
        mark: markOf(of[0]?.sentSource ?? { grade: 'documented' }, words),
      },
    ],
  ]),
})

/** For what each field is used, as Microsoft says it: point (b) of either record. */
export const fieldsSection = (
  inUse: readonly DisclosedService[],
  facts: DisclosureFacts,
  language: Language,
  words: Words,
): Section[] =>
  inUse.length === 0
    ? []
    : [
        {
          title: words.t('reports.record.inWords.title'),
          newPage: false,
          blocks: fieldsInWords(
            inUse.flatMap(({ service, elements }) => elements.map((element) => ({ ...element, service }))),
            words.t('reports.record.inWords.caption'),
            language,
            facts,
            words,
          ),
        },
      ]

/** Pomona knows nothing of measures of security: it says whose record has to. */
export const securitySection = (record: 'record' | 'processing', words: Words): Section => ({
  title: words.t(`reports.${record}.security`),
  newPage: false,
  blocks: [
    {
      kind: 'notice',
      tone: 'quiet',
      title: words.t('reports.record.notHere'),
      lines: [{ text: words.t(`reports.${record}.securityNote`) }],
    },
  ],
})
