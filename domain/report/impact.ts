import type { Language } from '../language.ts'
import { hardStopSentences } from '../offboarding/hard-stop-words.ts'
import { countedOf, isCounted } from '../offboarding/impact.ts'
import { countedIn } from '../offboarding/impact-lists.ts'
import { irreversibleSentences } from '../offboarding/irreversible.ts'
import { caseRow } from './cessation.ts'
import { closing } from './closing.ts'
import type { Block, Cell, ReportDocument, Section, Words } from './document.ts'
import { framed, type Row } from './frame.ts'
import type { ImpactFacts } from './impact-facts.ts'
import { countedMark, impactSections, paragraph } from './impact-sections.ts'
import { sourceLine } from './source-words.ts'

/**
 * What a case would stop, break and leave at Apple, for whoever has to approve it or be told of it before it begins.
 * The sentences are those of the case's own page.
 */
export const composeImpact = (
  facts: ImpactFacts,
  language: Language,
  words: Words,
  factsSha256: string,
): ReportDocument =>
  framed(facts, language, words, {
    title: words.t('reports.impact.title'),
    titleOf: words.t('reports.impact.titleOf', { organisation: facts.organisation.name }),
    about: [caseRow(facts.offboarding, facts.touched.plan.connections, words)],
    foot: words.t('reports.impact.promise'),
    sections: [
      summary(facts, words),
      ...impactSections(facts, words),
      ...closing(facts, factsSha256, words, [planRow(facts, words)]),
    ],
  })

const planRow = ({ planHash }: ImpactFacts, words: Words): Row => ({
  term: words.t('reports.impact.plan'),
  lines: [{ text: planHash, style: 'mono' }],
})

const summary = (facts: ImpactFacts, words: Words): Section => {
  const { touched, organisation } = facts
  const { connections } = touched.plan
  const count = connections.length
  return {
    title: words.t('reports.document.summary.title'),
    newPage: true,
    blocks: [
      {
        kind: 'paragraph',
        lines: [
          {
            text: words.t('reports.impact.headline', { count, organisation: organisation.name }),
            style: 'strong',
          },
        ],
      },
      ...hardStops(facts, words),
      {
        kind: 'paragraph',
        lines: irreversibleSentences(touched).map(({ key, values, isObserved }) => ({
          text: words.t(key, values),
          ...(isObserved && { mark: countedMark(facts, words) }),
        })),
      },
      paragraph(
        ...(count > 1 ? [{ text: words.t('offboardings.impact.eachNote'), style: 'quiet' as const }] : []),
        sourceLine(countedIn(facts.reading), facts, words),
      ),
      each(facts, words),
      { kind: 'contents', title: words.t('reports.document.contents') },
    ],
  }
}

/** As many names as a sentence can hold. */
const fewNames = 5

const hardStops = (facts: ImpactFacts, words: Words): Block[] => {
  const { touched } = facts
  const sentences = hardStopSentences(touched)
  if (sentences.length === 0) return []
  const isMany = touched.plan.connections.length > 1
  const named = (names: string[]): string => {
    const [few, more] = [names.slice(0, fewNames).join(', '), names.length - fewNames]
    return more > 0 ? words.t('offboardings.confirm.namesAndMore', { names: few, more }) : few
  }
  return [
    {
      kind: 'notice',
      tone: 'loud',
      title: words.t('reports.impact.hardStops'),
      lines: sentences.map(({ names, said: { key, values } }) => ({
        text: isMany
          ? `${words.t('offboardings.hardStops.about', { name: named(names) })} ${words.t(key, values)}`
          : words.t(key, values),
        mark: countedMark(facts, words),
      })),
    },
  ]
}

/** What ends, connection by connection. */
const each = (facts: ImpactFacts, words: Words): Block => {
  const { plan, impact } = facts.touched
  return {
    kind: 'table',
    caption: words.t('offboardings.impact.each', { count: plan.connections.length }),
    columns: [
      { title: words.t('reports.document.column.connection'), share: 6 },
      ...countedOf.map((of) => ({
        title: words.t(`offboardings.impact.${of}`),
        share: 3,
        align: 'end' as const,
      })),
    ],
    rows: plan.connections.map(({ id, kind, name, account }): Cell[] => {
      const counts = impact.each.find((counted) => counted.id === id) ?? plan.counts
      return [
        [
          { text: name, style: 'strong', mark: countedMark(facts, words) },
          { text: words.t(`connections.kinds.${kind}`), style: 'quiet' },
          account
            ? { text: account.appleId, style: 'mono' }
            : { text: words.t('offboardings.noAccount'), style: 'quiet' },
        ],
        ...countedOf.map(
          (of): Cell => [
            isCounted(kind, of)
              ? { text: words.number(counts[of]), style: 'figure' }
              : { text: '–', style: 'quiet' },
          ],
        ),
      ]
    }),
  }
}
