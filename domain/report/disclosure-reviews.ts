import type { Language } from '../language.ts'
import type { DisclosedElement, DisclosedService } from './disclosure-facts.ts'
import type { Block, Cell, Line, Words } from './document.ts'
import type { Headed } from './reported.ts'
import { sourceLine } from './source-words.ts'

type Review = NonNullable<DisclosedElement['review']>

/** A field with what was adopted of it. */
type Reviewed = Pick<DisclosedElement, 'review' | 'texts'>
type Told = Pick<Headed, 'reading'>

/**
 * On what basis the fields of a service are shared, for how long and whether that is necessary, as it was adopted:
 * fields of which the same was adopted at once share a row. Fields without an adopted review are told, not dropped, and
 * come last.
 * A report frozen before reviews were kept says nothing of them.
 */
export const reviewBlocks = (
  service: Pick<DisclosedService, 'service'> & { elements: readonly Reviewed[] },
  facts: Told,
  language: Language,
  words: Words,
): Block[] => {
  const kept = service.elements.filter(({ review }) => review !== undefined)
  if (kept.length === 0) return []
  const groups = [...Map.groupBy(kept, ({ review }) => JSON.stringify(review)).values()].toSorted(
    (a, b) => Number(a[0]?.review === null) - Number(b[0]?.review === null),
  )
  return [
    { kind: 'heading', text: words.t('reports.document.reviews.title') },
    {
      kind: 'table',
      caption: words.t('reports.document.reviews.caption', {
        service: words.t(`services.${service.service}.short`),
      }),
      columns: [
        { title: words.t('reports.document.column.element'), share: 26 },
        { title: words.t('reports.document.column.basis'), share: 30 },
        { title: words.t('reports.document.column.retention'), share: 26 },
        { title: words.t('reports.document.column.necessity'), share: 18 },
      ],
      rows: groups.map((elements) => rowOf(elements, facts, language, words)),
    },
  ]
}

const rowOf = (elements: readonly Reviewed[], facts: Told, language: Language, words: Words): Cell[] => {
  const fields: Cell = [{ text: elements.map(({ texts }) => texts[language].label).join(', ') }]
  const review = elements[0]?.review
  if (!review) return [fields, [{ text: words.t('reports.document.reviews.none') }], [], []]
  const { basis, basisNote, retention, necessity, source } = review
  return [
    fields,
    [
      { text: words.t(`reviews.basisLong.${basis}`), style: 'strong' },
      ...(basisNote === null ? [] : [{ text: basisNote }]),
      sourceLine(source, facts, words),
      ...dueLines(review, words),
    ],
    [
      retention === null
        ? { text: words.t('reports.document.reviews.retentionUnknown'), style: 'quiet' }
        : { text: retention },
    ],
    [{ text: words.t(`reviews.necessityShort.${necessity}`) }],
  ]
}

const dueLines = ({ due, reviewOn }: Review, words: Words): Line[] =>
  due.length === 0
    ? [
        {
          text: words.t('reports.document.reviews.next', { at: words.date(reviewOn, 'day') }),
          style: 'quiet',
        },
      ]
    : due.map((reason) => ({
        text: words.t('reports.document.reviews.due', { why: words.t(`reviews.due.${reason}`) }),
        style: 'strong',
      }))
