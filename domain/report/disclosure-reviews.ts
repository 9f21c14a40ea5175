import type { Language } from '../language.ts'
import type { DisclosedElement, DisclosedService } from './disclosure-facts.ts'
import type { Block, Cell, Line, Words } from './document.ts'
import { fieldNames } from './field-names.ts'
import type { Headed } from './reported.ts'
import { markOf, sourceLine } from './source-words.ts'

type Review = NonNullable<DisclosedElement['review']>

/** A field with what was adopted of it. */
type Reviewed = Pick<DisclosedElement, 'key' | 'review' | 'texts'>
type Told = Pick<Headed, 'reading'>

/**
 * On what basis the fields of a service are shared, for how long and whether that is necessary, as it was adopted:
 * fields of which the same was adopted at once share a row. Fields without an adopted review are told, not dropped, and
 * come last.
 * A report frozen before reviews were kept says nothing of them.
 */
export const reviewTable = (
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
    {
      kind: 'table',
      caption: words.t('reports.document.reviews.caption', {
        service: words.t(`services.${service.service}.short`),
      }),
      columns: [
        { title: words.t('reports.document.column.element'), share: 36 },
        { title: words.t('reports.document.column.basis'), share: 28 },
        { title: words.t('reports.document.column.retention'), share: 20 },
        { title: words.t('reports.document.column.necessity'), share: 16 },
      ],
      rows: groups.map((elements) => rowOf(elements, facts, language, words)),
    },
  ]
}

/** The same below a heading of its own, beside whatever else is said of the service. */
export const reviewBlocks: typeof reviewTable = (service, facts, language, words) => {
  const table = reviewTable(service, facts, language, words)
  return table.length === 0
    ? []
    : [{ kind: 'heading', text: words.t('reports.document.reviews.title') }, ...table]
}

const rowOf = (elements: readonly Reviewed[], facts: Told, language: Language, words: Words): Cell[] => {
  const fields: Cell = [fieldNames(elements.map(({ key, texts }) => ({ key, label: texts[language].label })))]
  const review = elements[0]?.review
  const unknown = (key: string): Cell => [
    {
      text: words.t(`reports.document.reviews.${key}`),
      style: 'quiet',
      mark: markOf({ grade: 'unverifiable' }, words),
    },
  ]
  if (!review) return [fields, unknown('none'), unknown('retentionUnknown'), unknown('necessityUnknown')]
  const { basis, basisNote, retention, necessity, source, dpia } = review
  return [
    fields,
    [
      { text: words.t(`reviews.basisLong.${basis}`), style: 'strong' },
      ...(basisNote === null ? [] : [{ text: basisNote }]),
      sourceLine(source, facts, words),
      ...(dpia ? [{ text: words.t('reports.document.reviews.assessment', { address: dpia }) }] : []),
      ...dueLines(review, words),
    ],
    retention === null ? unknown('retentionUnknown') : [{ text: retention }],
    [{ text: words.t(`reviews.necessityShort.${necessity}`) }],
  ]
}

const dueLines = ({ due, reviewOn, moved }: Review, words: Words): Line[] =>
  due.length === 0
    ? [
        {
          text: words.t('reports.document.reviews.next', { at: words.date(reviewOn, 'day') }),
          style: 'quiet',
        },
      ]
    : due.map((reason) => ({
        text: words.t('reports.document.reviews.due', { why: dueWords(reason, moved, words) }),
        style: 'strong',
      }))

const dueWords = (reason: Review['due'][number], moved: Review['moved'], words: Words): string => {
  if (reason !== 'numbers') return words.t(`reviews.due.${reason}`)
  if (!moved) return words.t('reviews.due.moved')
  const told = (count: number | null) =>
    count === null ? words.t('reviews.due.notKnown') : words.t(`inventory.count.${moved.of}`, { count })
  return words.t('reviews.due.numbers', { is: told(moved.is), was: told(moved.was) })
}
