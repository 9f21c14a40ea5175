import type { Language } from '../language.ts'
import { closing } from './closing.ts'
import { told } from './disclosure.ts'
import { gapsSection, rightsSection } from './disclosure-closing.ts'
import type { DisclosedElement, DisclosedService, DisclosureFacts } from './disclosure-facts.ts'
import { legalBlocks } from './disclosure-legal.ts'
import type { Line, ReportDocument, Section, Words } from './document.ts'
import { editionRow, framed } from './frame.ts'
import {
  activityCounts,
  categoriesTable,
  endedLines,
  fieldsSection,
  purposeLine,
  recordSummary,
  rowsOf,
  securitySection,
  servicesInUse,
  standingOf,
  subjectLines,
} from './record-parts.ts'
import { markOf, sourceLine } from './source-words.ts'

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
  const inUse = servicesInUse(facts)
  const row = rowsOf('record', words)
  return framed(facts, language, words, {
    title: words.t('reports.record.title'),
    titleOf: words.t('reports.record.titleOf', { organisation: facts.organisation.name }),
    about: [row('according', { text: words.t('reports.record.article') }), ...told(facts, words)],
    foot: words.t('reports.record.promise'),
    sections: [
      summary(facts, inUse, words),
      ...inUse.map((service) => activity(service, facts, language, words)),
      ...fieldsSection(inUse, facts, language, words),
      {
        title: words.t('reports.record.recipients'),
        newPage: false,
        blocks: [
          { kind: 'paragraph', lines: [{ text: words.t('reports.record.recipientsNote') }] },
          ...legalBlocks(facts, words),
        ],
      },
      rightsSection(words),
      securitySection('record', words),
      gapsSection(facts, language, words),
      ...closing(facts, factsSha256, words, [editionRow(facts, words)]),
    ],
  })
}

const summary = (facts: DisclosureFacts, inUse: readonly DisclosedService[], words: Words): Section =>
  recordSummary(facts, words, {
    headline: words.t('reports.record.headline', {
      organisation: facts.organisation.name,
      ...activityCounts(inUse),
    }),
    scope: words.t('reports.record.scope'),
    caption: words.t('reports.record.activities'),
    activity: words.t('reports.record.activityColumn'),
    beside: [
      {
        title: words.t('reports.record.adopted'),
        cell: (service) => [{ text: words.number(adoptedIn(service).length), style: 'figure' }],
      },
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
): Section => {
  const row = rowsOf('record', words)
  const ended = endedLines(service, facts, words)
  return {
    title: words.t(`reports.record.activity.${standingOf(service)}`, {
      service: words.t(`services.${service.service}.name`),
      state: words.t(`states.${service.state}`),
    }),
    newPage: false,
    blocks: [
      {
        kind: 'definitions',
        rows: [
          row('purposes', purposeLine(service, words), {
            text: words.t('reports.record.purposesNote'),
            style: 'quiet',
          }),
          row('subjects', ...subjectLines(service, facts, words)),
          ...(ended.length > 0 ? [row('ended', ...ended)] : []),
          row(
            'bases',
            ...spread(service, facts, words, ({ review }) =>
              review
                ? [words.t(`reviews.basis.${review.basis}`), review.basisNote]
                    .filter((part) => part !== null)
                    .join(words.t('reports.record.basisJoint'))
                : null,
            ),
          ),
          row('limits', ...spread(service, facts, words, ({ review }) => review?.retention ?? null)),
          row('assessments', ...spread(service, facts, words, ({ review }) => review?.dpia ?? null)),
        ],
      },
      categoriesTable(
        service,
        words.t('reports.record.categories', { service: words.t(`services.${service.service}.short`) }),
        language,
        words,
      ),
    ],
  }
}

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
      return [
        {
          text: words.t('reports.record.notStated', { count: of.length }),
          style: 'quiet',
          mark: markOf({ grade: 'unverifiable' }, words),
        },
      ]
    return [
      { text: words.t('reports.record.stated', { text, count: of.length }) },
      ...(source ? [sourceLine(source, facts, words)] : []),
    ]
  })
}
