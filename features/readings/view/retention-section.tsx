import { getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import { Section } from '#components/section.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { Retention } from '../retention-queries.ts'
import { RetentionForm } from './retention-form.tsx'

type RetentionSectionProps = { retention: Retention; canChange: boolean }

/** How long what is gone is kept and what is erased next, with the form for whoever may change it. */
export async function RetentionSection({ retention, canChange }: RetentionSectionProps) {
  const t = await getTranslations('readings.retention')
  const date = await datesHere()
  const { days, next } = retention
  const [day, time] = [date(next, { dateStyle: 'medium' }), date(next, { timeStyle: 'short' })]
  return (
    <Section title={t('title')} note={t('note', { day, time })}>
      {canChange ? (
        <RetentionForm retention={retention} />
      ) : (
        <DefinitionList items={[{ id: 'days', term: t('days'), description: t('after', { days }) }]} />
      )}
    </Section>
  )
}
