import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { GradedValue, GradeMark } from '#components/grade-mark.tsx'
import { isDay, midnightOf } from '#domain/day.ts'
import type { Source } from '#domain/grade.ts'
import { datesHere } from '#i18n/dates.ts'

type GradedProps = {
  source: Source
  /** The reading that observed statements of this page rest on: people know it by its number. */
  reading?: { id: string; sequence: number } | null
  /** Where the value leads. */
  href?: string
  /** Left out where the mark stands alone. */
  children?: ReactNode
}

/** A value behind the mark of its grade, with the source it cites. */
export async function Graded({ source, reading = null, children, ...leads }: GradedProps) {
  const label = (await getTranslations('grades'))(`${source.grade}.name`)
  const mark = { grade: source.grade, label, source: await sourceWords(source, reading) }
  if (children === undefined) return <GradeMark {...mark} />
  return (
    <GradedValue {...mark} {...leads}>
      {children}
    </GradedValue>
  )
}

const sourceWords = async (source: Source, reading: GradedProps['reading']): Promise<string> => {
  const t = await getTranslations()
  const date = await datesHere()
  const moment = (at: string) =>
    isDay(at)
      ? date(midnightOf(at), { dateStyle: 'medium', timeZone: 'UTC' })
      : date(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })
  switch (source.grade) {
    case 'documented':
      return t('catalogue.cited', { edition: source.edition, row: source.row })
    case 'observed':
      return reading?.id === source.reading
        ? t('grades.observed.source', { reading: reading.sequence, at: moment(source.at) })
        : t('readings.cited', { at: moment(source.at) })
    case 'confirmed':
      return t('grades.confirmed.source', { api: source.api, at: moment(source.at) })
    case 'stated':
      return source.evidence === undefined
        ? t('grades.stated.source', { by: source.by, at: moment(source.at) })
        : t('grades.stated.sourceWithEvidence', {
            by: source.by,
            at: moment(source.at),
            evidence: source.evidence,
          })
    case 'unverifiable':
      return t(source.why)
  }
}
